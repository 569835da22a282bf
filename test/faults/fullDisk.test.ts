import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Host } from "../../src/host/host.ts";
import { runFile } from "../../src/session/index.ts";
import { faultyHost } from "./faultyHost.ts";
import { contentOf, quick, writeTissue } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-full-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tissue = join(folder, "tissue.h5ad");
const earlier = join(folder, "earlier");
const run = (host: Host, out: string, domains: number) =>
  runFile(host, tissue, { config: quick(domains), out, timings: false });

beforeAll(async () => {
  await writeTissue(tissue);
  await run(faultyHost().host, earlier, 2);
});

/** Numbers of the writes to let fail, from 1: of each kind of write to each file the first, the middle and the last. */
function sampled(writes: readonly string[]): number[] {
  const byKind = new Map<string, number[]>();
  for (const [i, kind] of writes.entries()) byKind.set(kind, [...(byKind.get(kind) ?? []), i + 1]);
  return [...byKind.values()].flatMap((of) => [...new Set([of[0], of[of.length >> 1], of[of.length - 1]])]);
}

test("whichever kind of write fails, every file is whole, and a manifest lies beside the results of its own run alone", async () => {
  const [out, before] = [join(folder, "out"), contentOf(earlier)];
  const undisturbed = faultyHost();
  cpSync(earlier, out, { recursive: true });
  await run(undisturbed.host, out, 3);
  const [after, { writes }] = [contentOf(out), undisturbed];
  // The manifest tells times.
  const results = [...after.keys()].filter((name) => name !== "manifest.json");
  expect(results).toContain("result.h5ad");
  expect(writes.length).toBeGreaterThan(results.length);
  const chosen = sampled(writes);
  expect(new Set(chosen.map((from) => writes[from - 1]))).toEqual(new Set(writes));
  for (const from of chosen) {
    rmSync(out, { recursive: true });
    cpSync(earlier, out, { recursive: true });
    await expect(run(faultyHost(from).host, out, 3), `write ${from}`).rejects.toMatchObject({ code: "cannot-write" });
    const left = contentOf(out);
    if (left.has("manifest.json")) {
      expect(left, `write ${from}`).toEqual(before);
      continue;
    }
    for (const [name, content] of left) {
      if (name === ".cellscape.files.json") continue;
      const whole = content === before.get(name) || content === after.get(name);
      expect(whole, `${name} after write ${from}`).toBe(true);
    }
  }
  // Once there is space, the same command leaves what it would have left at once.
  await run(faultyHost().host, out, 3);
  const finished = contentOf(out);
  expect([...finished.keys()].sort()).toEqual([...after.keys()].sort());
  for (const name of results) expect(finished.get(name), name).toBe(after.get(name));
  expect(JSON.parse(finished.get("manifest.json") ?? "")).toMatchObject({ complete: true });
});
