import { defineOptions } from "../src/core/options/option.ts";
import { parseOptions } from "../src/core/options/parse.ts";
import { withSingulars } from "../src/core/singular.ts";
import { executionOptions } from "../src/run/options/execution.ts";
import { outputOptions } from "../src/session/options/output.ts";
import { simulateFile } from "../src/session/simulateFile.ts";
import { simulateOptions, withTissue } from "../src/simulate/options.ts";
import { overviews } from "./overviews.ts";
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
  ...overviews.simulate,
  options: [options],
  examples: [
    "cellscape simulate --cells 2000 --domains 5 --out tissue.h5ad",
    "cellscape simulate --tissue thin-layers --out tissue.h5ad",
  ],
  renamed: { samples: "sections", "cell-types": "types" },
  async run(_, given, { host, print }) {
    const { out, sections: samples, types: cellTypes, ...more } = parseOptions(options.table, withTissue(given));
    const { cells, genes, counts } = await simulateFile(host, out, { ...more, samples, cellTypes });
    const key = samples > 1 ? " --sample-key sample" : "";
    const density = ((100 * counts.values.length) / (cells.length * genes.length)).toFixed(0);
    print(
      `${out}: ${withSingulars(`${cells.length} cells x ${genes.length} genes`)}, ${density} % of the entries above 0`,
    );
    print(`Truth is in obs/domain, obs/cell_type and obs/sample; run it:\n  cellscape run ${out} --out results${key}`);
  },
};
