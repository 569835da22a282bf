cwlVersion: v1.2
class: CommandLineTool
doc: Ranks of the genes of one sample, and exact sums of their expression.
baseCommand: [cellscape, cohort, rank]
requirements:
  ResourceRequirement: {coresMin: 1, ramMin: 2000}
  InitialWorkDirRequirement: {listing: [$(inputs.stats)]}
arguments: [--stats, ., --out, ., --progress, plain]
inputs:
  sample: {type: File, inputBinding: {position: 1}}
  name: {type: string, inputBinding: {prefix: --sample}}
  plan: {type: File, inputBinding: {prefix: --plan}}
  stats: File
outputs:
  ranks: {type: File, outputBinding: {glob: $(inputs.name).ranks}}
