import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { CellScapeError } from "../../../src/core/errors.ts";
import { readH5ad } from "../../../src/io/anndata/h5ad.ts";
import { inspectH5ad } from "../../../src/io/anndata/inspect.ts";
import { fileSource } from "../../../src/io/node/nodeFile.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Bytes to overwrite: one or two anywhere, or several near the beginning, where a file keeps its structures. */
const flips = (size: number) =>
  fc.oneof(
    fc.array(fc.tuple(fc.noBias(fc.nat(size - 1)), fc.nat(255)), { minLength: 1, maxLength: 2 }),
    fc.array(fc.tuple(fc.noBias(fc.nat(3000)), fc.nat(255)), { minLength: 1, maxLength: 5 }),
  );

test.each(["plain", "records", "latest", "references"])(
  "any bytes of %s may be wrong: the result is a data set or an error that names the file",
  async (name) => {
    const whole = readFileSync(`fixtures/h5ad/${name}.h5ad`);
    let opened = 0;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(flips(whole.length), async (changes) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const path = join(folder, `${name}-${runs++}.h5ad`);
        writeFileSync(path, bytes);
        for (const read of [readH5ad, inspectH5ad]) {
          try {
            await read(await fileSource(path));
            opened++;
          } catch (error) {
            if (!(error instanceof CellScapeError)) throw error;
            expect(error.message).toContain(path);
          }
        }
        rmSync(path);
      }),
      { numRuns: 50, seed: 42 },
    );
    // After a crash inside the library a fresh one must serve the next file.
    expect(opened).toBeGreaterThan(0);
    await expect(readH5ad(await fileSource(`fixtures/h5ad/${name}.h5ad`))).resolves.toBeDefined();
  },
);
