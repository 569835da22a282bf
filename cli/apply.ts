import { availableParallelism } from "node:os";
import { Command } from "commander";
import { applyFile, CellScapeError } from "../src/node.ts";
import { voiceOf } from "./progress.ts";
import type { Invocation } from "./terminal.ts";

/** `cellscape apply MODEL INPUT... --out DIR` */
export function applyCommand({ terminal, print }: Invocation): Command {
  return new Command("apply")
    .description("find the domains of an earlier run in new samples, without training, and tell how new they are")
    .argument("<model>", "model of a run (model.cellscape, written by run --save-model)")
    .argument("<input...>", "sample to read, recognised by its content; several are taken one by one")
    .requiredOption("--out <dir>", "folder for result.h5ad, domains.csv, figures/ and manifest.json")
    .option("--overlap <share>", "least share of the model's genes that a sample must have", "0.8")
    .option("--no-align", "leave expression as it is instead of bringing it to the training data's mean and deviation")
    .option("--counts <where>", "matrix with counts: X, raw/X or layers/NAME [found by content]")
    .option("--positions <where>", "positions: obsm/KEY or obs/COLUMN,obs/COLUMN [found by name]")
    .option("--engine <name>", "what computes: native, wasm, reference or auto", "auto")
    .option("--threads <T>", "threads of the engine [cores]")
    .action(async (model: string, inputs: string[], given: Given) => {
      const overlap = Number(given.overlap);
      if (!(overlap >= 0 && overlap <= 1)) {
        throw new CellScapeError("bad-option", `--overlap: expected a number from 0 to 1, got ${given.overlap}`);
      }
      const { lines } = await applyFile(model, inputs, {
        out: given.out,
        overlap,
        align: given.align,
        engine: given.engine,
        threads: Number(given.threads ?? availableParallelism()),
        report: voiceOf("auto", terminal.stderr).report,
        ...(given.counts === undefined ? {} : { counts: given.counts }),
        ...(given.positions === undefined ? {} : { positions: given.positions }),
      });
      lines.forEach(print);
    });
}

interface Given {
  readonly out: string;
  readonly overlap: string;
  readonly align: boolean;
  readonly engine: string;
  readonly counts?: string;
  readonly positions?: string;
  readonly threads?: string;
}
