import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { inspectSource, readDataset } from "../../../src/io/open.ts";
import { folderOf, h5Bytes, mtxFiles, positionsText, smallTenx, text } from "../tenxFiles.ts";

const tenx = smallTenx();
const gz = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));
const factors = gz(text('{"spot_diameter_fullres": 130}'));

/** Files of one sample as archives hold them: beside each other, each with the sample before its name. */
async function flatFiles(prefix: string, header = false): Promise<Record<string, Uint8Array>> {
  return {
    [`${prefix}filtered_feature_bc_matrix.h5`]: await h5Bytes(tenx),
    [`${prefix}tissue_positions_list.csv.gz`]: gz(positionsText(tenx, { header })),
    [`${prefix}scalefactors_json.json.gz`]: factors,
  };
}

test.each([
  ["with a prefix", "GSM100_S1_", false],
  ["without a prefix, with a header", "", true],
])("a Visium sample whose files lie beside each other is read %s", async (_, prefix, header) => {
  const folder = folderOf(await flatFiles(prefix, header));
  const dataset = await readDataset(folder);
  expect((await inspectSource(folder)).format).toBe("visium");
  expect(dataset.cells).toHaveLength(7);
  expect([...dataset.positions.values.subarray(0, 2)]).toEqual([900, 100.5]);
  expect(dataset.unitUm).toBe(0.5);
  expect(dataset.positionsFrom).toBe(`${prefix}tissue_positions_list.csv.gz`);
});

test("the counts of such a sample find their positions, also as text", async () => {
  const files = { ...(await flatFiles("S1_")), ...(await flatFiles("S2_")) };
  const folder = folderOf(files);
  const counts = await folder.open("S2_filtered_feature_bc_matrix.h5");
  if (counts === undefined) throw new Error("expected the file");
  expect((await readDataset(counts)).cells).toHaveLength(7);
  const { "S1_filtered_feature_bc_matrix.h5": _, ...others } = await flatFiles("S1_");
  const inText = folderOf({ ...others, ...mtxFiles(tenx, { before: "S1_" }) });
  expect((await readDataset(inText)).unitUm).toBe(0.5);
});

test("several such samples in one folder are refused with their counts, and a table of positions is none of counts", async () => {
  const folder = folderOf({ ...(await flatFiles("S1_")), ...(await flatFiles("S2_")) });
  await expect(readDataset(folder)).rejects.toThrow(
    /S1_filtered_feature_bc_matrix\.h5 \(10x-h5\), S2_filtered_feature_bc_matrix\.h5 \(10x-h5\).*one run: cellscape run /,
  );
  await expect(
    readDataset(folderOf({ "tissue_positions_list.csv": positionsText(tenx, { header: false }) })),
  ).rejects.toThrow(/got a folder with tissue_positions_list\.csv/);
});
