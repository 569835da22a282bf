import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { adjustedRandIndex } from "../../src/math/statistics/agreement.ts";
import { cellscape } from "../cli/command.ts";
import { domainLabels } from "../cli/tables.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-golden-"));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Domains of simulated tissues by the standard recipe, hard enough that a change of the recipe shows. After a change that
 * is meant, CELLSCAPE_GOLDEN=write stores the new labels; bench/accuracy says whether they are better.
 */
const tissues: readonly { name: string; tissue: string; run: string; truth: number }[] = [
  {
    name: "layers measured by a small panel",
    tissue: "--cells 520 --genes 60 --domains 4 --signal 0.6 --seed 11",
    run: "--domains 4",
    truth: 0.8,
  },
  {
    name: "blobs measured by more genes than a panel has",
    tissue: "--cells 520 --genes 240 --domains 5 --arrangement blobs --signal 0.8 --seed 12",
    run: "--domains 5",
    truth: 0.8,
  },
  {
    name: "two samples with batch effects and two models",
    tissue: "--cells 600 --genes 60 --domains 3 --sections 2 --batch-effect 1 --seed 13",
    run: "--domains 3 --sample-key sample --variant spatial-only --seeds 2",
    truth: 0.9,
  },
  {
    name: "layers whose number of domains is chosen, by the smoothing baseline",
    tissue: "--cells 520 --genes 60 --domains 4 --signal 0.6 --seed 11",
    run: "--method smooth --domains auto --max-domains 8",
    truth: 0.5,
  },
];

const store = join(import.meta.dirname, "labels.json");
const stored: Record<string, string> = JSON.parse(readFileSync(store, "utf8"));
const asText = (labels: Int32Array) => labels.join("");

test.each(tissues)("domains of $name are the stored ones", async ({ name, tissue, run, truth }) => {
  const [input, out] = [join(folder, "tissue.h5ad"), join(folder, "out")];
  await cellscape(["simulate", "--out", input, ...tissue.split(" ")]);
  const { code, stderr } = await cellscape(["run", input, "--out", out, "--threads", "1", ...run.split(" ")]);
  expect(code, stderr).toBe(0);
  const found = domainLabels(out);
  if (process.env.CELLSCAPE_GOLDEN === "write") {
    writeFileSync(store, `${JSON.stringify({ ...stored, [name]: asText(found) }, undefined, 2)}\n`);
    stored[name] = asText(found);
  }
  const golden = Int32Array.from(stored[name] ?? "", Number);
  expect(golden).toHaveLength(found.length);
  expect(adjustedRandIndex(golden, found)).toBeGreaterThanOrEqual(0.99);
  const score = await cellscape(["score", join(out, "result.h5ad"), "--truth", "domain", "--json"]);
  expect(JSON.parse(score.stdout).rows[1].ari).toBeGreaterThan(truth);
});
