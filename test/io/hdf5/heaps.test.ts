import { expect, test } from "vitest";
import { expectWholeHdf5 } from "../../../src/io/hdf5/superblock.ts";
import { memoryFile } from "../fuzz/memoryFiles.ts";
import { h5Bytes, smallTenx } from "../tenxFiles.ts";

const check = (bytes: Uint8Array) => expectWholeHdf5(memoryFile("outs", new Map([["a.h5", bytes]]), "a.h5"));

/** The file, and where the pieces of its variable-length text begin. */
async function withPieces(): Promise<{ bytes: Uint8Array; first: number }> {
  const bytes = await h5Bytes(smallTenx(), { older: true });
  const collection = Buffer.from(bytes).indexOf("GCOL");
  expect(collection).toBeGreaterThan(0);
  return { bytes, first: collection + 16 };
}

test("a sound file passes", async () => {
  const { bytes } = await withPieces();
  await expect(check(bytes)).resolves.toBeUndefined();
});

// The library steps from piece to piece by their lengths, and would never come to the end of these.
test.each<[what: string, spoil: (piece: DataView) => void]>([
  ["an unused piece without length", (piece) => [0, 8].forEach((at) => void piece.setBigUint64(at, 0n))],
  ["an unused piece shorter than its own header", (piece) => piece.setBigUint64(0, 0n)],
  ["a piece as long as all addresses of 32 bits", (piece) => piece.setBigUint64(8, 2n ** 32n - 16n, true)],
  ["a piece beyond the end of its collection", (piece) => piece.setBigUint64(8, 2n ** 20n, true)],
])("%s is refused", async (_, spoil) => {
  const { bytes, first } = await withPieces();
  spoil(new DataView(bytes.buffer, bytes.byteOffset + first));
  await expect(check(bytes)).rejects.toThrow(
    `outs/a.h5: expected sound lists of text, got a piece of impossible length at byte ${first}: the file is damaged`,
  );
});
