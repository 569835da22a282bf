import type { UnsValue } from "../../io/anndata/elements.ts";
import { entryNames } from "../../results/entryNames.ts";
import { lasting } from "../../results/record.ts";
import { slugsOf } from "../../results/reported.ts";
import { sampleRows } from "../../results/sampleRows.ts";
import { tissueLayout } from "../../results/tissueLayout.ts";
import type { Input } from "../read/readInput.ts";
import type { Finished } from "./finished.ts";
import type { OutputFolder } from "./outputFolder.ts";

/** Name of the result, in the folder of the run and in that of each sample. */
export const resultName = "result.h5ad";

/**
 * The input with all that was found out beside what was there. Several inputs become one new file with the cells of all,
 * and each of them, with what was found out of its cells, a file of its own in a folder of the sample's name.
 *
 * @returns path of result.h5ad.
 */
export async function writeAnnData(
  { input, artifacts, config, record, recordKey, annotations, timings, analyses }: Finished,
  results: OutputFolder,
): Promise<string> {
  const lastingRecord = {
    ...lasting(record),
    input: record.input ?? input.file,
    ...(timings ? { timings_seconds: timings } : {}),
  };
  const obs = { ...annotations.obs, ...analyses.obs };
  const { dataset } = input;
  const sideBySide = dataset.samples
    ? { spatial_side_by_side: { rows: dataset.cells.length, columns: 2, values: tissueLayout(dataset) } }
    : {};
  const obsm = { ...annotations.obsm, ...analyses.obsm, ...sideBySide };
  // The record holds plain text, numbers and lists only: what uns can hold.
  const uns = {
    [recordKey]: lastingRecord as unknown as UnsValue,
    ...annotations.colors,
    ...annotations.uns,
    ...analyses.uns,
  };
  const all = { obs, var: annotations.var, obsm, obsp: analyses.obsp, uns };
  await input.write(await results.target(resultName), all, dataset.counts);
  const folders = sampleFolders(input);
  let from = 0;
  for (const [s, { sample, dataset: own, taken, file, write }] of input.parts.entries()) {
    const to = from + own.cells.length;
    const rows = sampleRows({ obs, obsm: { ...annotations.obsm, ...analyses.obsm } }, { from, to });
    const names = entryNames(config.replace ? new Map() : taken, config.key);
    const ownObsm = names.settle({ obs: {}, obsm: rows.obsm, obsp: {}, uns: {} }).keys.obsm;
    const additions = {
      obs: rows.obs,
      var: usedGenes(artifacts, own),
      obsm: ownObsm,
      uns: { [recordKey]: { ...lastingRecord, input: file, sample } as unknown as UnsValue, ...annotations.colors },
    };
    await write(await results.target(`${folders[s]}/${resultName}`), additions, own.counts);
    from = to;
  }
  return results.place(resultName);
}

/** Folders of the samples' own results; none where the input is one file. */
export function sampleFolders({ parts }: Pick<Input, "parts">): string[] {
  return slugsOf(parts.map(({ sample }) => sample));
}

/** Which genes of the sample's own file were used. */
function usedGenes({ dataset, selection }: Finished["artifacts"], { genes, countsFrom }: Input["dataset"]) {
  // raw has genes of its own, which are not those of var.
  if (countsFrom.startsWith("raw/")) return {};
  const used = new Set(Array.from(selection.genes, (gene) => dataset.genes[gene]));
  return { cellscape_used: { kind: "boolean" as const, values: genes.map((gene) => used.has(gene)) } };
}
