cwlVersion: v1.2
class: CommandLineTool
doc: Genes, batch effects, scaling, and which part of each sample the model is fitted to.
baseCommand: [cellscape, cohort, plan]
requirements:
  ResourceRequirement: {coresMin: 1, ramMin: 1000}
arguments: [--out, cohort.plan, --progress, plain]
inputs:
  ranks: {type: "File[]", inputBinding: {position: 1}}
  genes: {type: File, inputBinding: {prefix: --plan}}
outputs:
  plan: {type: File, outputBinding: {glob: cohort.plan}}
