cwlVersion: v1.2
class: CommandLineTool
doc: The cells of one sample that the model is fitted to.
baseCommand: [cellscape, cohort, sketch]
requirements:
  ResourceRequirement: {coresMin: 1, ramMin: 2000}
arguments: [--out, ., --progress, plain]
inputs:
  sample: {type: File, inputBinding: {position: 1}}
  name: {type: string, inputBinding: {prefix: --sample}}
  plan: {type: File, inputBinding: {prefix: --plan}}
outputs:
  sketch: {type: File, outputBinding: {glob: $(inputs.name).sketch}}
