import type { Report } from "../core/progress.ts";
import { createTask } from "../core/task.ts";
import { version } from "../core/version.ts";
import { palette } from "../figure/color/palette.ts";
import type { Host } from "../host/host.ts";
import type { UnsValue } from "../io/anndata/elements.ts";
import { appliedResult } from "../report/appliedResult.ts";
import { slugsOf } from "../results/reported.ts";
import { type Applied, applyModel } from "../run/transfer/applyModel.ts";
import { describe } from "../run/transfer/novelty.ts";
import type { TransferModel } from "../run/transfer/transferModel.ts";
import { parseConfig } from "./options/run.ts";
import { readModel } from "./read/modelFile.ts";
import { readOne } from "./read/readOne.ts";
import { sampleNames } from "./read/sampleNames.ts";
import { lazyEngine } from "./run/lazyEngine.ts";
import { type OutputFolder, outputFolder } from "./write/outputFolder.ts";
import { resultName } from "./write/writeAnnData.ts";

export interface ApplyFileOptions {
  /** Folder that results go to; with several inputs each has a folder of its own in it. */
  readonly out: string;
  readonly report?: Report;
  /** Least share of the model's genes that a sample must have. */
  readonly overlap?: number | undefined;
  /** False leaves expression as it is instead of bringing it to the training data's mean and deviation. */
  readonly align?: boolean | undefined;
  /** Engine, threads, and where counts and positions are, as for a run. */
  readonly engine?: string | undefined;
  readonly threads?: number | undefined;
  readonly counts?: string | undefined;
  readonly positions?: string | undefined;
}

export interface ApplySummary {
  readonly lines: readonly string[];
}

/**
 * Embed samples with the model of an earlier run and sort their cells into its domains, without training.
 *
 * @throws CellScapeError for a model or samples that cannot be read or do not fit; nothing half-written stays.
 */
export async function applyFile(
  host: Host,
  path: string,
  inputs: readonly string[],
  options: ApplyFileOptions,
): Promise<ApplySummary> {
  const { out, report = () => undefined, overlap, align, engine: name, threads, counts, positions } = options;
  const config = parseConfig({
    ...(name === undefined ? {} : { engine: name }),
    ...(threads === undefined ? {} : { threads: `${threads}` }),
    ...(counts === undefined ? {} : { counts }),
    ...(positions === undefined ? {} : { positions }),
  });
  const model = await readModel(host, path);
  const names = sampleNames(
    host,
    inputs.map((input) => ({ path: input })),
  );
  const folders = inputs.length === 1 ? [""] : slugsOf(names);
  const tidy = await host.files.lockOutputFolder(out, [...inputs, path]);
  try {
    const engine = lazyEngine(host, config, report);
    const results = outputFolder(host, out);
    const lines: string[] = [];
    for (const [s, input] of inputs.entries()) {
      report({ kind: "begin", step: "read", does: `Read ${input}` });
      const read = await readOne(host, input, config, createTask("read", { report }));
      const applied = await applyModel(model, read.dataset, {
        engine: engine.get,
        report,
        clock: host.clock,
        ...(overlap === undefined ? {} : { overlap }),
        ...(align === undefined ? {} : { align }),
      });
      const place = (file: string) => (folders[s] === "" ? file : `${folders[s]}/${file}`);
      const result = await write(host, results, { read, applied, model, place, path, align });
      lines.push(`${input}: ${describe(applied.novelty)}`, `result:   ${result}`);
    }
    return { lines };
  } finally {
    tidy();
  }
}

interface Finished {
  readonly read: Awaited<ReturnType<typeof readOne>>;
  readonly applied: Applied;
  readonly model: TransferModel;
  readonly place: (file: string) => string;
  readonly path: string;
  readonly align: boolean | undefined;
}

async function write(
  host: Host,
  results: OutputFolder,
  { read, applied, model, place, path, align = true }: Finished,
): Promise<string> {
  const { dataset, file } = read;
  const { obs, obsm, csv, figures } = appliedResult(dataset, applied, model.domains.names);
  const { novelty, genesFound } = applied;
  const told = {
    version,
    model: path,
    model_seed: model.training.seed,
    model_cells: model.training.cells,
    model_samples: [...model.training.samples],
    input: file,
    cells: dataset.cells.length,
    cells_used: applied.cells.length,
    genes_of_model: model.genes.length,
    genes_found: genesFound,
    aligned: align,
    graph: applied.graph.description,
    novelty: { beyond: novelty.beyond, correlation: novelty.correlation, verdict: novelty.verdict },
  };
  const colors = palette(model.domains.names.length);
  await read.write(await results.target(place(resultName)), {
    obs,
    obsm,
    uns: {
      // Plain text, numbers and lists only: what uns can hold.
      cellscape: told as unknown as UnsValue,
      cellscape_domain_colors: colors,
      cellscape_domain_raw_colors: colors,
    },
  });
  await results.save(place("domains.csv"), csv);
  for (const { name, svg } of figures) {
    await results.save(place(`figures/${name}.svg`), svg);
    await results.save(place(`figures/${name}.png`), await host.png(svg));
  }
  await results.save(place("manifest.json"), `${JSON.stringify(told, undefined, 2)}\n`);
  return results.place(place(resultName));
}
