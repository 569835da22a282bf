import { join } from "node:path";
import { Command } from "commander";
import { scoreFile, simulateFile } from "../src/node.ts";
import { runAndSay } from "./run.ts";

/** `cellscape demo --out DIR`: the main job on simulated tissue, from file to picture. */
export function demoCommand(): Command {
  return new Command("demo")
    .description("simulate a tissue, find its domains, and compare them with the truth")
    .option("--out <dir>", "folder for the tissue and the results", "demo")
    .option("--seed <N>", "seed of the tissue and of the run", "0")
    .action(async ({ out, seed }: { out: string; seed: string }) => {
      const tissue = join(out, "tissue.h5ad");
      const simulation = { cells: 1500, genes: 120, domains: 5 };
      await simulateFile(tissue, { ...simulation, seed: Number(seed) });
      console.log(
        `Simulated ${simulation.cells} cells, ${simulation.genes} genes and ${simulation.domains} domains: ${tissue}\n`,
      );
      const { result, map } = await runAndSay(tissue, { domains: simulation.domains, seed, unitUm: 1, out });
      const { rows } = await scoreFile(result, { truth: "domain" });
      const refined = rows[rows.length - 1];
      console.log(`\nAgreement with the simulated truth: NMI ${refined.nmi.toFixed(3)}, ARI ${refined.ari.toFixed(3)}`);
      console.log(`Open the picture: ${map.svg} (or ${map.png})`);
      console.log(`Open in Python:   anndata.read_h5ad("${result}")`);
    });
}
