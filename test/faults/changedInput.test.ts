import { existsSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
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

/** One byte in the middle of the file, so that size and structure stay. */
function touch(path: string): void {
  writeSync(openSync(path, "r+"), Uint8Array.of(255), 0, 1, 9000);
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
