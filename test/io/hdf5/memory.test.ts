import { expect, test } from "vitest";
import { readDataset } from "../../../src/io/open.ts";
import type { Folder } from "../../../src/io/source.ts";
import { memoryFolder } from "../fuzz/memoryFiles.ts";
import { folderOf, h5Bytes, smallTenx, text, xeniumCells } from "../tenxFiles.ts";

const tenx = smallTenx();
const cells = { "cells.csv": text(xeniumCells(tenx)) };

/** A file in which the first reference to a name says that the name has 1.4 GB. */
async function withHugeName(): Promise<Uint8Array> {
  const bytes = await h5Bytes(tenx);
  const file = Buffer.from(bytes);
  // A reference is the length of the text, then where its collection lies in the file.
  const reference = Buffer.alloc(12);
  reference.writeUInt32LE(tenx.barcodes[0].length, 0);
  reference.writeBigUInt64LE(BigInt(file.indexOf("GCOL")), 4);
  const at = file.indexOf(reference);
  expect(at).toBeGreaterThan(0);
  return bytes.with(at + 3, 0x54);
}

test.each<[way: string, open: (files: Record<string, Uint8Array>) => Folder]>([
  ["on disk", (files) => memoryFolder("outs", new Map(Object.entries(files)))],
  ["in the page", (files) => folderOf(files)],
])("a name that claims more than the file has is refused without the memory for it, %s", async (_, open) => {
  const sound = open({ "cell_feature_matrix.h5": await h5Bytes(tenx), ...cells });
  const expected = await readDataset(sound);
  const before = process.memoryUsage().rss;
  const huge = open({ "cell_feature_matrix.h5": await withHugeName(), ...cells });
  await expect(readDataset(huge)).rejects.toThrow(
    /^outs\/cell_feature_matrix\.h5: expected matrix\/\S+ to be readable/,
  );
  expect(process.memoryUsage().rss - before).toBeLessThan(2 ** 29);
  expect(await readDataset(sound)).toEqual(expected);
});
