import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "../../src/core/progress.ts";
import { runFile } from "../../src/session/index.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { faultyHost } from "./faultyHost.ts";
import { contentOf, writeTissue } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-ending-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tissue = join(folder, "tissue.h5ad");
const config = parseConfig({ domains: 3, variant: "spatial-only", epochs: 12, engine: "wasm", threads: 1 });
const { host } = faultyHost();
const run = (out: string, more: { report?: Report; ending?: AbortSignal; resume?: boolean }) =>
  runFile(host, tissue, { config, out: join(folder, out), timings: false, checkpointSeconds: 0, ...more });

beforeAll(async () => {
  await writeTissue(tissue);
  await run("undisturbed", {});
});

const result = (out: string) => readFileSync(join(folder, out, "result.h5ad"), "latin1");

test.each([
  ["read", 1],
  ["selection", 1],
  ["features", 1],
  ["graph", 1],
  ["embeddings", 1],
  ["embeddings", 4],
  ["embeddings", 9],
  ["domains", 1],
  ["domains", 3],
  ["write", 1],
])(
  "a run that is ended in step %s, at its report %i, writes nothing, and goes on to the same bytes",
  async (step, at) => {
    const out = `${step}-${at}`;
    const ending = new AbortController();
    let told = 0;
    const report: Report = (progress) => {
      if (progress.step === step && ++told === at) ending.abort();
    };
    await expect(run(out, { report, ending: ending.signal })).rejects.toMatchObject({
      code: "cancelled",
      message: expect.stringContaining("terminated by the system"),
    });
    const place = join(folder, out);
    const left = existsSync(place) ? [...contentOf(place).keys()] : [];
    expect(left.filter((name) => !name.startsWith(".cellscape/"))).toEqual([]);
    await run(out, { resume: true });
    expect(result(out)).toBe(result("undisturbed"));
  },
);
