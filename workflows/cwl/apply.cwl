cwlVersion: v1.2
class: CommandLineTool
doc: The domains of the model in one sample, and what is counted in them.
baseCommand: [cellscape, cohort, apply]
requirements:
  InlineJavascriptRequirement: {}
  ResourceRequirement: {coresMin: 1, ramMin: 2000}
arguments: [--out, ., --progress, plain, --threads, $(runtime.cores), --memory, $(runtime.ram)MB]
inputs:
  sample: {type: File, inputBinding: {position: 1}}
  name: {type: string, inputBinding: {prefix: --sample}}
  plan: {type: File, inputBinding: {prefix: --plan}}
  model: {type: File, inputBinding: {prefix: --model}}
  settings: {type: "string[]?", inputBinding: {position: 2}}
outputs:
  counts: {type: File, outputBinding: {glob: $(inputs.name).counts}}
  results: {type: Directory, outputBinding: {glob: $(inputs.name)}}
