process CELLSCAPE_APPLY {
    tag "$meta.id"
    label 'process_medium'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(sample)
    path(plan)
    path(model)

    output:
    tuple val(meta), path("*.counts"), emit: counts
    tuple val(meta), path("${meta.id}"), emit: results
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    """
    cellscape cohort apply $sample --sample ${meta.id} --plan $plan --model $model --out . --threads $task.cpus --memory ${task.memory.toMega()}MB --progress plain $args

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """

    stub:
    """
    mkdir ${meta.id} && touch ${meta.id}.counts ${meta.id}/result.h5ad ${meta.id}/domains.csv ${meta.id}/manifest.json

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """
}
