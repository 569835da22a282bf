cwlVersion: v1.2
class: Workflow
doc: Spatial domains of many samples. The lists samples and names have one entry for each sample.
requirements:
  ScatterFeatureRequirement: {}
inputs:
  samples: File[]
  names: string[]
  sheet: File?
  prepareSettings: string[]?
  mergeSettings: string[]?
  applySettings: string[]?
  gatherSettings: string[]?
steps:
  prepare:
    run: prepare.cwl
    scatter: [sample, name]
    scatterMethod: dotproduct
    in: {sample: samples, name: names, settings: prepareSettings}
    out: [stats]
  merge:
    run: merge.cwl
    in: {stats: prepare/stats, settings: mergeSettings}
    out: [plan]
  rank:
    run: rank.cwl
    scatter: [sample, name, stats]
    scatterMethod: dotproduct
    in: {sample: samples, name: names, plan: merge/plan, stats: prepare/stats}
    out: [ranks]
  plan:
    run: plan.cwl
    in: {ranks: rank/ranks, genes: merge/plan}
    out: [plan]
  sketch:
    run: sketch.cwl
    scatter: [sample, name]
    scatterMethod: dotproduct
    in: {sample: samples, name: names, plan: plan/plan}
    out: [sketch]
  fit:
    run: fit.cwl
    in: {sketches: sketch/sketch, plan: plan/plan}
    out: [model, record]
  apply:
    run: apply.cwl
    scatter: [sample, name]
    scatterMethod: dotproduct
    in: {sample: samples, name: names, plan: plan/plan, model: fit/model, settings: applySettings}
    out: [counts, results]
  gather:
    run: gather.cwl
    in: {counts: apply/counts, plan: plan/plan, fit: fit/record, sheet: sheet, settings: gatherSettings}
    out: [cohort]
outputs:
  model: {type: File, outputSource: fit/model}
  results: {type: "Directory[]", outputSource: apply/results}
  counts: {type: "File[]", outputSource: apply/counts}
  cohort: {type: Directory, outputSource: gather/cohort}
