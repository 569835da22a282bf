process CELLSCAPE_PLAN {
    tag "cohort"
    label 'process_single'

    conda "${moduleDir}/environment.yml"

    input:
    path(ranks)
    path(genes)

    output:
    path("cohort.plan"), emit: plan
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    """
    cellscape cohort plan $ranks --plan $genes --out cohort.plan --progress plain $args

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """

    stub:
    """
    touch cohort.plan

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """
}
