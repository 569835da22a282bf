cwlVersion: v1.2
class: CommandLineTool
doc: Genes of one sample, and in how many of its cells each was seen.
baseCommand: [cellscape, cohort, prepare]
requirements:
  ResourceRequirement: {coresMin: 1, ramMin: 2000}
arguments: [--out, ., --progress, plain]
inputs:
  sample: {type: File, inputBinding: {position: 1}}
  name: {type: string, inputBinding: {prefix: --sample}}
  settings: {type: "string[]?", inputBinding: {position: 2}}
outputs:
  stats: {type: File, outputBinding: {glob: $(inputs.name).stats}}
