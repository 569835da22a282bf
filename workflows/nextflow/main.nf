// Spatial domains of many samples: one process for each job of `cellscape cohort`.
include { CELLSCAPE_PREPARE } from './modules/cellscape/prepare/main'
include { CELLSCAPE_MERGE   } from './modules/cellscape/merge/main'
include { CELLSCAPE_RANK    } from './modules/cellscape/rank/main'
include { CELLSCAPE_PLAN    } from './modules/cellscape/plan/main'
include { CELLSCAPE_SKETCH  } from './modules/cellscape/sketch/main'
include { CELLSCAPE_FIT     } from './modules/cellscape/fit/main'
include { CELLSCAPE_APPLY   } from './modules/cellscape/apply/main'
include { CELLSCAPE_GATHER  } from './modules/cellscape/gather/main'

workflow {
    sheet   = file(params.input, checkIfExists: true)
    samples = Channel.fromPath(params.input)
        .splitCsv(header: true)
        .map { row -> [ [ id: row.sample ], sheet.parent.resolve(row.path) ] }

    CELLSCAPE_PREPARE(samples)
    CELLSCAPE_MERGE(CELLSCAPE_PREPARE.out.stats.map { meta, stats -> stats }.collect())
    genes = CELLSCAPE_MERGE.out.plan.first()
    CELLSCAPE_RANK(samples.join(CELLSCAPE_PREPARE.out.stats), genes)
    CELLSCAPE_PLAN(CELLSCAPE_RANK.out.ranks.map { meta, ranks -> ranks }.collect(), genes)
    plan = CELLSCAPE_PLAN.out.plan.first()
    CELLSCAPE_SKETCH(samples, plan)
    CELLSCAPE_FIT(CELLSCAPE_SKETCH.out.sketch.map { meta, sketch -> sketch }.collect(), plan)
    model = CELLSCAPE_FIT.out.model.first()
    CELLSCAPE_APPLY(samples, plan, model)
    counts = CELLSCAPE_APPLY.out.counts.map { meta, counts -> counts }.collect()
    CELLSCAPE_GATHER(counts, plan, CELLSCAPE_FIT.out.record.first(), sheet)
}
