import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Host } from "../../src/host/host.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileTarget } from "../../src/io/node/nodeFile.ts";
import { applyCohort } from "../../src/session/cohort/applyCohort.ts";
import { fitCohort } from "../../src/session/cohort/fitCohort.ts";
import { gatherCohort } from "../../src/session/cohort/gatherCohort.ts";
import { joinTiles } from "../../src/session/cohort/joinTiles.ts";
import { splitLarge } from "../../src/session/cohort/splitFile.ts";
import {
  mergeSamples,
  planSamples,
  prepareSamples,
  rankSamples,
  sketchSamples,
} from "../../src/session/cohort/statisticsJobs.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { faultyHost } from "./faultyHost.ts";
import { contentOf } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-full-cohort-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...names: string[]) => join(folder, ...names);
/** What a job reads is what the one before wrote where nothing failed. */
const good = (...names: string[]) => at("good", ...names);
const section = { path: at("section.h5ad"), sample: "section" };
const samples = ["section.tile1", "section.tile2", "small"];
const inputs = [
  { path: good("split/section.tile1.h5ad"), sample: "section.tile1" },
  { path: good("split/section.tile2.h5ad"), sample: "section.tile2" },
  { path: at("small.h5ad"), sample: "small" },
];
const files = (job: string, ending: string) => samples.map((sample) => good(job, `${sample}.${ending}`));
const [genes, plan] = [good("merge/genes.plan"), good("plan/cohort.plan")];
const model = good("fit/model.cellscape");
const settings = { domains: 2, epochs: 1, seeds: 1, variant: "spatial-only" };
const quiet = { threads: 1, noFigures: true };

/** Each job into a folder, as on a host. */
const jobs: Readonly<Record<string, (host: Host, out: string) => Promise<unknown>>> = {
  split: (host, out) => splitLarge(host, [section], {}, { out, tileCells: 150 }),
  prepare: (host, out) => prepareSamples(host, inputs, {}, { out }),
  merge: (host, out) => mergeSamples(host, files("prepare", "stats"), settings, { out: join(out, "genes.plan") }),
  rank: (host, out) => rankSamples(host, inputs, {}, { out, plan: genes }),
  plan: (host, out) =>
    planSamples(host, files("rank", "ranks"), {}, { out: join(out, "cohort.plan"), plan: genes, sketchCells: 1000 }),
  sketch: (host, out) => sketchSamples(host, inputs, {}, { out, plan }),
  fit: (host, out) => fitCohort(host, files("sketch", "sketch"), { threads: 1 }, { out, plan, checkpointSeconds: 0 }),
  apply: (host, out) => applyCohort(host, inputs, quiet, { out, plan, model, checkpointSeconds: 0 }),
  join: (host, out) => {
    const results = samples.slice(0, 2).map((sample) => good("apply", sample, "result.h5ad"));
    return joinTiles(host, results, {}, { out, section: section.path, command: [] });
  },
  gather: (host, out) => gatherCohort(host, files("apply", "counts"), {}, { out, plan, fit: good("fit/fit.json") }),
};

beforeAll(async () => {
  const write = (path: string, cells: number) =>
    writeDataset(fileTarget(path), simulateTissue({ cells, genes: 25, domains: 2, signal: 3 }, createRandom(4)));
  await write(section.path, 300);
  await write(inputs[2].path, 120);
  for (const [job, work] of Object.entries(jobs)) await work(faultyHost().host, good(job));
});

/** Results: manifests tell times, and what is kept of unfinished work is no result. */
function resultsOf(out: string): Map<string, string> {
  mkdirSync(out, { recursive: true });
  return new Map([...contentOf(out)].filter(([name]) => !/manifest\.json$|\.cellscape/.test(name)));
}

describe.each(Object.keys(jobs))("a full disk in %s", (job) => {
  test("ends the job, leaves whole files alone, and the same command again gives the same bytes", async () => {
    const expected = resultsOf(good(job));
    expect(expected.size).toBeGreaterThan(0);
    const out = at("out", job);
    const undisturbed = faultyHost();
    await jobs[job](undisturbed.host, out);
    const { length } = undisturbed.writes;
    for (const from of new Set([1, (length + 1) >> 1, length])) {
      rmSync(out, { recursive: true });
      await expect(jobs[job](faultyHost(from).host, out), `write ${from} of ${length}`).rejects.toMatchObject({
        code: "cannot-write",
      });
      for (const [name, content] of resultsOf(out))
        expect(content, `${name} after write ${from}`).toBe(expected.get(name));
      await jobs[job](faultyHost().host, out);
      expect(resultsOf(out), `after write ${from} of ${length}`).toEqual(expected);
    }
  });
});
