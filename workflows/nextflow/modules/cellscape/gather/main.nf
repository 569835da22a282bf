process CELLSCAPE_GATHER {
    tag "cohort"
    label 'process_single'

    conda "${moduleDir}/environment.yml"

    input:
    path(counts)
    path(plan)
    path(fit)
    path(sheet)

    output:
    path("cohort"), emit: cohort
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    """
    cellscape cohort gather $counts --plan $plan --fit $fit --samples $sheet --out cohort --progress plain $args

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """

    stub:
    """
    mkdir -p cohort/tables && touch cohort/cohort.json cohort/report.html

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """
}
