cwlVersion: v1.2
class: CommandLineTool
doc: The genes that all samples have, and the settings of the cohort.
baseCommand: [cellscape, cohort, merge]
requirements:
  ResourceRequirement: {coresMin: 1, ramMin: 1000}
arguments: [--out, genes.plan, --progress, plain]
inputs:
  stats: {type: "File[]", inputBinding: {position: 1}}
  settings: {type: "string[]?", inputBinding: {position: 2}}
outputs:
  plan: {type: File, outputBinding: {glob: genes.plan}}
