cwlVersion: v1.2
class: CommandLineTool
doc: Tables and report over all samples.
baseCommand: [cellscape, cohort, gather]
requirements:
  ResourceRequirement: {coresMin: 1, ramMin: 2000}
arguments: [--out, cohort, --progress, plain]
inputs:
  counts: {type: "File[]", inputBinding: {position: 1}}
  plan: {type: File, inputBinding: {prefix: --plan}}
  fit: {type: File, inputBinding: {prefix: --fit}}
  sheet: {type: "File?", inputBinding: {prefix: --samples}}
  settings: {type: "string[]?", inputBinding: {position: 2}}
outputs:
  cohort: {type: Directory, outputBinding: {glob: cohort}}
