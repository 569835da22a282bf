import { join } from "node:path";
import { Command } from "commander";
import { parseConfig, scoreFile, simulateFile } from "../src/node.ts";
import { voiceOf } from "./progress.ts";
import { runAndSay } from "./run.ts";
import type { Invocation } from "./terminal.ts";

/** `cellscape demo --out DIR`: the main job on simulated tissue, from file to picture. */
export function demoCommand(invocation: Invocation): Command {
  const { terminal, print } = invocation;
  return new Command("demo")
    .description("simulate a tissue, find its domains, and compare them with the truth")
    .option("--out <dir>", "folder for the tissue and the results", "demo")
    .option("--seed <N>", "seed of the tissue and of the run", "0")
    .action(async ({ out, seed }: { out: string; seed: string }) => {
      const { seed: number } = parseConfig({ seed });
      const tissue = join(out, "tissue.h5ad");
      const simulation = { cells: 1500, genes: 120, domains: 5 };
      await simulateFile(tissue, { ...simulation, seed: number });
      print(
        `Simulated ${simulation.cells} cells, ${simulation.genes} genes and ${simulation.domains} domains: ${tissue}\n`,
      );
      const flags = { domains: simulation.domains, seed, unitUm: 1, out };
      const { result, map } = await runAndSay(tissue, flags, voiceOf("auto", terminal.stderr), invocation);
      const { rows } = await scoreFile(result, { truth: "domain" });
      const refined = rows[rows.length - 1];
      const [nmi, ari] = [refined.nmi, refined.ari].map((figure) => figure.toFixed(3));
      print(`\nAgreement with the simulated truth (1 is perfect, 0 is chance): NMI ${nmi}, ARI ${ari}`);
      print(`Open the picture: ${map.svg} (or ${map.png})`);
      print(`Open in Python:   anndata.read_h5ad("${result}")`);
    });
}
