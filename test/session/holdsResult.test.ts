import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { holdsResult } from "../../src/session/holdsResult.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { runFile } from "../../src/session/runFile.ts";
import { simulateFile } from "../../src/session/simulateFile.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-holds-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("the result of a run is one, its input, a folder and a damaged file are none", async () => {
  const tissue = join(folder, "tissue.h5ad");
  const damaged = join(folder, "damaged.h5ad");
  await simulateFile(nodeHost, tissue, { cells: 80, genes: 20, domains: 2, seed: 0 });
  const config = parseConfig({ method: "smooth", domains: 2, noFigures: true });
  await runFile(nodeHost, tissue, { config, out: join(folder, "out") });
  writeFileSync(damaged, "\x89HDF\r\n\x1a\n and nothing else");
  const places = [join(folder, "out/result.h5ad"), tissue, damaged, "fixtures/formats/slideseq", join(folder, "none")];
  const found = await Promise.all(places.map((path) => holdsResult(nodeHost, path)));
  expect(found).toEqual([true, false, false, false, false]);
});
