process CELLSCAPE_RANK {
    tag "$meta.id"
    label 'process_low'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(sample), path(stats)
    path(plan)

    output:
    tuple val(meta), path("*.ranks"), emit: ranks
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    """
    cellscape cohort rank $sample --sample ${meta.id} --plan $plan --stats . --out . --progress plain $args

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """

    stub:
    """
    touch ${meta.id}.ranks

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """
}
