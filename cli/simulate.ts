import { Command } from "commander";
import { CellScapeError, simulateFile } from "../src/node.ts";
import type { Invocation } from "./terminal.ts";

const numbers = [
  "cells",
  "genes",
  "domains",
  "cellTypes",
  "spacingUm",
  "samples",
  "batchEffect",
  "signal",
  "modules",
  "depth",
];
const more = ["librarySpread", "dispersion", "dropout", "seed"];
const between = [
  "batchScale",
  "conditions",
  "donors",
  "donorSpread",
  "compositionSpread",
  "compositionShift",
  "shiftedTypes",
  "changedGenes",
  "expressionShift",
];

/** `cellscape simulate --out FILE` */
export function simulateCommand({ print }: Invocation): Command {
  return new Command("simulate")
    .description("simulate a tissue of known domains, cell types and marker genes, and write it as .h5ad")
    .requiredOption("--out <file>", "file to write")
    .option("--cells <N>", "cells over all samples [2000]")
    .option("--genes <N>", "genes [200]")
    .option("--domains <K>", "domains [5]")
    .option("--cell-types <N>", "cell types [8]")
    .option("--arrangement <name>", "layers or blobs [layers]")
    .option("--layout <name>", "irregular, grid (hexagonal, as Visium) or square [irregular]")
    .option("--spacing-um <x>", "distance of neighbouring cells in micrometres [15; grid 100, square 50]")
    .option("--samples <N>", "sections, each with its own batch effect [1]")
    .option("--batch-effect <x>", "deviation over samples of a gene's log expression [0.3]")
    .option("--batch-scale <x>", "deviation over samples of the log of a gene's answer to domain and type [0]")
    .option("--conditions <N>", "conditions that samples take by turns [1]")
    .option("--donors <N>", "donors of the samples, each with a sample of every condition by turns; 0 for none [0]")
    .option("--donor-spread <x>", "deviation over donors of the log share of a cell type and of log expression [0.5]")
    .option("--composition-spread <x>", "deviation over samples of the log share of a cell type [0]")
    .option("--composition-shift <x>", "change of the log share of a cell type between conditions [0]")
    .option("--shifted-types <N>", "cell types that shift, up and down by turns [2]")
    .option("--changed-genes <N>", "genes that change between conditions in the commonest type [0]")
    .option("--expression-shift <x>", "change of their log mean, up and down by turns [1]")
    .option("--signal <x>", "strength of what sets domains apart, 0 for none [1]")
    .option("--modules <N>", "groups of co-expressed genes [one for each 20 genes]")
    .option("--depth <x>", "mean transcripts of a cell [20 times the root of the genes]")
    .option("--library-spread <x>", "deviation of a cell's log library size [0.35]")
    .option("--dispersion <x>", "negative binomial size; larger is less noise [2]")
    .option("--dropout <x>", "chance that a gene seen in a cell is lost [0.1]")
    .option("--seed <N>", "seed of the tissue [0]")
    .action(async ({ out, ...given }: { out: string } & Record<string, string>) => {
      const { cells, genes, counts } = await simulateFile(out, simulationOptions(given));
      const key = Number(given.samples ?? 1) > 1 ? " --sample-key sample" : "";
      const density = (100 * counts.values.length) / (cells.length * genes.length);
      print(`${out}: ${cells.length} cells x ${genes.length} genes, ${density.toFixed(0)} % of the entries above 0`);
      print(
        `Truth is in obs/domain, obs/cell_type and obs/sample; run it:\n  cellscape run ${out} --out results${key}`,
      );
    });
}

function simulationOptions(given: Readonly<Record<string, string>>): Record<string, string | number> {
  const numeric = new Set([...numbers, ...more, ...between]);
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      if (!numeric.has(name)) return [name, text];
      const value = Number(text);
      if (text.trim() !== "" && Number.isFinite(value)) return [name, value];
      const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      throw new CellScapeError("bad-option", `--${flag}: expected a number, got ${JSON.stringify(text)}`);
    }),
  );
}
