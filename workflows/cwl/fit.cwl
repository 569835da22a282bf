cwlVersion: v1.2
class: CommandLineTool
doc: The model, from the sketches of all samples.
baseCommand: [cellscape, cohort, fit]
requirements:
  InlineJavascriptRequirement: {}
  ResourceRequirement: {coresMin: 2, ramMin: 4000}
arguments: [--out, fit, --progress, plain, --threads, $(runtime.cores), --memory, $(runtime.ram)MB]
inputs:
  sketches: {type: "File[]", inputBinding: {position: 1}}
  plan: {type: File, inputBinding: {prefix: --plan}}
outputs:
  model: {type: File, outputBinding: {glob: fit/model.cellscape}}
  record: {type: File, outputBinding: {glob: fit/fit.json}}
