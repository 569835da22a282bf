import { appendFileSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Host } from "../../src/host/host.ts";
import { runFile } from "../../src/session/index.ts";
import { faultyHost } from "./faultyHost.ts";
import { quick, writeTissue } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-changed-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Run a tissue, and do something to it when a step begins. */
async function runWhile(name: string, at: string, change: (path: string) => void) {
  const tissue = join(folder, `${name}.h5ad`);
  await writeTissue(tissue);
  const out = join(folder, name);
  const report = (progress: { readonly kind: string; readonly step: string }) => {
    if (progress.kind === "begin" && progress.step === at) change(tissue);
  };
  return { out, tissue, ran: runFile(faultyHost().host, tissue, { config: quick(), out, report, timings: false }) };
}

/** One byte of the file, by default in its middle, so that size and structure stay. */
function touch(path: string, at = 9000): void {
  writeSync(openSync(path, "r+"), Uint8Array.of(255), 0, 1, at);
}

/** A host that does something when the first part of a large file was written. */
function hostThat(change: () => void): Host {
  const { host } = faultyHost();
  let changed = false;
  const target: Host["files"]["target"] = async (path) => {
    const found = await host.files.target(path);
    const draft = async () => {
      const made = await found.draft();
      return {
        ...made,
        async write(offset: number, bytes: Uint8Array) {
          await made.write(offset, bytes);
          if (!changed) change();
          changed = true;
        },
      };
    };
    return { ...found, draft };
  };
  return { ...host, files: { ...host.files, target } };
}

test("an input that was written to in place while the run worked is refused, and nothing is written", async () => {
  const { out, tissue, ran } = await runWhile("touched", "domains", touch);
  await expect(ran).rejects.toMatchObject({
    code: "bad-data",
    message: expect.stringMatching(new RegExp(`${tissue}: expected the file that the domains were found in, got one`)),
  });
  expect(existsSync(out)).toBe(false);
});

test("an input that was removed while the run worked is named", async () => {
  const { tissue, ran } = await runWhile("removed", "domains", (path) => rmSync(path));
  await expect(ran).rejects.toMatchObject({ code: "bad-file", message: expect.stringContaining(tissue) });
});

test("an input that is written to while it is copied is refused, and no part of the copy stays", async () => {
  const tissue = join(folder, "copied.h5ad");
  await writeTissue(tissue);
  // What lies behind the last array is copied too: the file takes two parts of 8 MB.
  const padding = 9_000_000;
  appendFileSync(tissue, new Uint8Array(padding));
  const out = join(folder, "copied");
  const run = (host: Host) => runFile(host, tissue, { config: quick(), out, timings: false });
  await expect(run(hostThat(() => touch(tissue, padding)))).rejects.toMatchObject({
    code: "bad-data",
    message: expect.stringMatching(/copied\.h5ad: expected the file that the domains were found in, got one/),
  });
  expect(existsSync(out) ? readdirSync(out).filter((name) => !name.startsWith(".cellscape")) : []).toEqual([]);
  // The same without a change, so that the parts are what makes the difference.
  await run(hostThat(() => undefined));
  expect(readdirSync(out)).toContain("result.h5ad");
});
