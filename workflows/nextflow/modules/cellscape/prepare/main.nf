process CELLSCAPE_PREPARE {
    tag "$meta.id"
    label 'process_low'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(sample)

    output:
    tuple val(meta), path("*.stats"), emit: stats
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    """
    cellscape cohort prepare $sample --sample ${meta.id} --out . --progress plain $args

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """

    stub:
    """
    touch ${meta.id}.stats

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """
}
