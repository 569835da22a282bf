import { join } from "node:path";
import { defineOptions, metaOf, option } from "../src/core/options/option.ts";
import { parseOptions } from "../src/core/options/parse.ts";
import { executionOptions } from "../src/run/options/execution.ts";
import { outputOptions } from "../src/session/options/output.ts";
import { scoreFile } from "../src/session/scoreFile.ts";
import { simulateFile } from "../src/session/simulateFile.ts";
import { overviews } from "./overviews.ts";
import { voiceOf } from "./progress/voiceOf.ts";
import { runInputs } from "./runInputs.ts";
import type { CommandSpec } from "./spec.ts";

const demoOptions = defineOptions("Options", {
  out: option(outputOptions.table.out.default("demo"), metaOf(outputOptions.table.out)),
  seed: executionOptions.table.seed,
});
const simulation = { cells: 1500, genes: 120, domains: 5 };

/** `cellscape demo --out DIR`: the main job on simulated tissue, from file to picture. */
export const demoCommand: CommandSpec = {
  ...overviews.demo,
  options: [demoOptions],
  examples: ["cellscape demo --out demo"],
  async run(_, given, invocation) {
    const { host, terminal, print } = invocation;
    const { out, seed } = parseOptions(demoOptions.table, given);
    const tissue = join(out, "tissue.h5ad");
    const { domains } = simulation;
    await simulateFile(host, tissue, { ...simulation, seed });
    print(`Simulated ${simulation.cells} cells, ${simulation.genes} genes and ${domains} domains: ${tissue}\n`);
    const settings = { domains, seed, unitUm: 1, out };
    const { result, map } = await runInputs([{ path: tissue }], settings, voiceOf("auto", terminal.stderr), invocation);
    const { rows } = await scoreFile(host, result, { truth: "domain" });
    const { nmi, ari } = rows[rows.length - 1];
    print(
      `\nAgreement with the simulated truth (1 is perfect, 0 is chance): NMI ${nmi.toFixed(3)}, ARI ${ari.toFixed(3)}`,
    );
    if (map) print(`Open the picture: ${map.svg} (or ${map.png})`);
    print(`Open in Python:   anndata.read_h5ad("${result}")`);
  },
};
