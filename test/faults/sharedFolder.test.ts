import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Report } from "../../src/core/progress.ts";
import { runFile } from "../../src/session/index.ts";
import { faultyHost } from "./faultyHost.ts";
import { contentOf, quick, writeTissue } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-shared-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("of two runs in one folder the second is refused, and the results are those of the first", async () => {
  const tissue = join(folder, "tissue.h5ad");
  await writeTissue(tissue);
  const { host } = faultyHost();
  const run = (out: string, domains: number, report?: Report) =>
    runFile(host, tissue, { config: quick(domains), out: join(folder, out), timings: false, report });
  await run("alone", 3);
  let first: Promise<unknown> | undefined;
  // A run reports its first stage once it holds the folder.
  await new Promise<void>((begun) => {
    first = run("both", 3, () => begun());
    first.then(
      () => begun(),
      () => begun(),
    );
  });
  await expect(run("both", 4)).rejects.toThrow(/expected a folder that no other run writes to, got one that process/);
  await first;
  const [alone, both] = ["alone", "both"].map((name) => contentOf(join(folder, name)));
  expect([...both.keys()]).toEqual([...alone.keys()]);
  for (const name of ["result.h5ad", "domains.csv"]) expect(both.get(name), name).toBe(alone.get(name));
});
