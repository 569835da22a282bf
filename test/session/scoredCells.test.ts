import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nodeHost } from "../../src/host/node/nodeHost.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileTarget } from "../../src/io/node/nodeFile.ts";
import { scoreFile } from "../../src/session/scoreFile.ts";
import { category } from "../columns.ts";
import { datasetOf } from "../datasets.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-scored-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a score counts the cells that it is of: those with a known label and a domain in every column that is scored", async () => {
  const path = join(folder, "result.h5ad");
  const obs = {
    truth: category([0, 0, 1, 1, 1, -1], ["a", "b"]),
    raw: category([0, 0, 1, -1, 1, 0], ["1", "2"]),
    refined: category([0, 0, 1, 1, -1, 0], ["1", "2"]),
  };
  await writeDataset(fileTarget(path), datasetOf(Array.from({ length: 6 }, (_, i) => [i, 1])), { obs });
  const scores = (column: readonly string[]) => scoreFile(nodeHost, path, { truth: "truth", column });
  expect(await scores(["raw", "refined"])).toMatchObject({ cells: 6, scored: 3, withoutDomain: 2 });
  expect(await scores(["raw"])).toMatchObject({ cells: 6, scored: 4, withoutDomain: 1 });
  const [{ ari, domains }] = (await scores(["raw", "refined"])).rows;
  expect({ ari, domains }).toEqual({ ari: 1, domains: 2 });
});
