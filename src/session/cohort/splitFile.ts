import { sampleOf } from "../../cohort/sampleOf.ts";
import { createTask } from "../../core/task.ts";
import { labelAt } from "../../data/labels.ts";
import type { Host } from "../../host/host.ts";
import { writeDataset } from "../../io/anndata/write.ts";
import { splitSamples } from "../../preprocess/splitSamples.ts";
import { csvTable } from "../../results/csvTable.ts";
import { readOne } from "../read/readOne.ts";
import { expectPlainNames, type JobOptions } from "./sampleJob.ts";
import { configOf, type GivenSettings, settingsFor } from "./settings.ts";

/** Name of the sheet of the samples of a file that was split. */
export const sheetName = "samples.csv";

/**
 * `cohort split`: the samples of one file as files of their own, and a sheet of them with their attributes.
 *
 * @throws bad-option for a column that holds no samples.
 */
export async function splitFile(
  host: Host,
  path: string,
  { sampleKey, ...given }: GivenSettings,
  { out, report, signal }: JobOptions,
): Promise<readonly string[]> {
  const config = configOf(undefined, settingsFor("split", given));
  report?.({ kind: "begin", step: "read", does: `Reading ${path}` });
  const { dataset: whole } = await readOne(host, path, config, createTask("read", { report, signal }));
  const dataset = splitSamples(whole, String(sampleKey));
  const { names, attributes } = dataset.samples ?? { names: [], attributes: { columns: new Map() } };
  // Files are named after samples: `Sample 1` becomes Sample_1, where that leaves the names apart.
  const plain = names.map((name) => name.replaceAll(/[^A-Za-z0-9._-]+/g, "_"));
  const slugs = new Set(plain).size === names.length ? plain : names;
  expectPlainNames(slugs.map((sample) => ({ path, sample })));
  const columns = [...attributes.columns.keys()].filter(
    (name) => !["path", "sample"].includes(name) && !name.includes("/"),
  );
  const lines: string[] = [];
  for (const [code, sample] of slugs.entries()) {
    const own = sampleOf(dataset, code);
    const file = host.paths.join(out, `${sample}.h5ad`);
    await writeDataset(await host.files.target(file), own, {});
    lines.push(`${sample}: ${own.cells.length} cells: ${file}`);
  }
  const rows = slugs.map((sample, code) => {
    const known = columns.map((name) => {
      const column = attributes.columns.get(name);
      return column && labelAt(column, code);
    });
    return [`${sample}.h5ad`, sample, ...known];
  });
  const sheet = host.paths.join(out, sheetName);
  // The sheet is there only when all samples are.
  await host.files.save(sheet, csvTable("samples", ["path", "sample", ...columns].join(","), rows).csv);
  return [...lines, `sheet: ${sheet}`];
}
