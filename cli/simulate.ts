import {
  defineOptions,
  executionOptions,
  outputOptions,
  parseOptions,
  simulateFile,
  simulateOptions,
} from "../src/node.ts";
import type { CommandSpec } from "./spec.ts";

// In a run, --samples and --cell-types are a sheet and a column: each flag has one meaning over all commands.
const { samples: sections, cellTypes: types, ...others } = simulateOptions.table;
const options = defineOptions("Options", {
  ...others,
  sections,
  types,
  seed: executionOptions.table.seed,
  out: outputOptions.table.out,
});

/** `cellscape simulate --out FILE` */
export const simulateCommand: CommandSpec = {
  name: "simulate",
  summary: "Simulate a tissue of known domains, cell types and marker genes, and write it as .h5ad.",
  arguments: [],
  options: [options],
  examples: ["cellscape simulate --cells 2000 --domains 5 --out tissue.h5ad"],
  renamed: { samples: "sections", "cell-types": "types" },
  async run(_, given, { print }) {
    const { out, sections: samples, types: cellTypes, ...more } = parseOptions(options.table, given);
    const { cells, genes, counts } = await simulateFile(out, { ...more, samples, cellTypes });
    const key = samples > 1 ? " --sample-key sample" : "";
    const density = ((100 * counts.values.length) / (cells.length * genes.length)).toFixed(0);
    print(`${out}: ${cells.length} cells x ${genes.length} genes, ${density} % of the entries above 0`);
    print(`Truth is in obs/domain, obs/cell_type and obs/sample; run it:\n  cellscape run ${out} --out results${key}`);
  },
};
