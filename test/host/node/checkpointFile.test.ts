import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readCheckpoint, writeCheckpoint } from "../../../src/host/node/checkpointFile.ts";
import { pack, unpack } from "../../../src/io/bytes/packed.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-checkpoint-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "part.bin");
const value = {
  text: "µ",
  list: [1, [2, Float64Array.of(0.1, Number.NaN)]],
  counts: Uint32Array.of(7),
  empty: new Float32Array(0),
};

test("a value comes back as it was, and nothing is left beside the file", async () => {
  await writeCheckpoint(path, pack(value), "key");
  expect(unpack(await readCheckpoint(path, "key"))).toEqual(value);
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test("a second value replaces the first", async () => {
  await writeCheckpoint(path, pack([1]), "key");
  await writeCheckpoint(path, pack([2]), "key");
  expect(unpack(await readCheckpoint(path, "key"))).toEqual([2]);
});

test("the key of another run is refused", async () => {
  await writeCheckpoint(path, pack(value), "key");
  await expect(readCheckpoint(path, "other")).rejects.toThrow("expected a checkpoint of this run");
});

describe("a damaged file", async () => {
  const whole = join(folder, "whole.bin");
  await writeCheckpoint(whole, pack(value), "key");
  const bytes = readFileSync(whole);
  const damaged = join(folder, "damaged.bin");

  test("is refused wherever one bit is wrong", async () => {
    for (let at = 0; at < bytes.length; at++) {
      const spoilt = Uint8Array.from(bytes);
      spoilt[at] ^= 4;
      writeFileSync(damaged, spoilt);
      await expect(readCheckpoint(damaged, "key"), `byte ${at}`).rejects.toMatchObject({ code: "bad-file" });
    }
  });

  test("is refused wherever it is cut off, and when something follows", async () => {
    for (let length = 0; length < bytes.length; length += 7) {
      writeFileSync(damaged, bytes.subarray(0, length));
      await expect(readCheckpoint(damaged, "key"), `${length} bytes`).rejects.toMatchObject({ code: "bad-file" });
    }
    writeFileSync(damaged, Buffer.concat([bytes, Buffer.from("x")]));
    await expect(readCheckpoint(damaged, "key")).rejects.toMatchObject({ code: "bad-file" });
  });
});
