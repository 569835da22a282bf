process CELLSCAPE_FIT {
    tag "cohort"
    label 'process_high'

    conda "${moduleDir}/environment.yml"

    input:
    path(sketches)
    path(plan)

    output:
    path("fit/model.cellscape"), emit: model
    path("fit/fit.json"), emit: record
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    """
    cellscape cohort fit $sketches --plan $plan --out fit --threads $task.cpus --memory ${task.memory.toMega()}MB --progress plain $args

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """

    stub:
    """
    mkdir fit && touch fit/model.cellscape fit/fit.json

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
    \$(cellscape versions --yaml | sed 's/^/        /')
    END_VERSIONS
    """
}
