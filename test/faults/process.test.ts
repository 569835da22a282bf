import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cellscapeProcess } from "../cli/processes/process.ts";
import { testNeeding } from "../needing.ts";
import { writeTissue } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-process-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tissue = join(folder, "tissue.h5ad");
beforeAll(() => writeTissue(tissue));

const endless = ["--domains", "3", "--variant", "spatial-only", "--epochs", "100000", "--progress", "json"];
const quick = ["--domains", "3", "--method", "smooth", "--progress", "plain"];

test.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)(
  "%s in training keeps what was learned, writes nothing and ends with exit code %i",
  async (signal, wanted) => {
    const out = join(folder, signal);
    let sent = false;
    const { code, stdout, stderr } = await cellscapeProcess(["run", tissue, "--out", out, ...endless], {
      watch(said, kill) {
        if (sent || !/"advance","step":"embeddings","done":([2-9]|[1-9]\d)/.test(said)) return;
        sent = true;
        kill(signal);
      },
    });
    expect({ code, stdout }, stderr).toEqual({ code: wanted, stdout: "" });
    expect(stderr).toMatch(
      /with --resume continues from there"}\n{"event":"error","text":"cellscape: terminated by the system; nothing was written"}\n$/,
    );
    expect(readdirSync(out)).toEqual([".cellscape"]);
    expect(readdirSync(join(out, ".cellscape"))).toContain("training-0.bin");
  },
);

/** The program under a shell that does something to its streams: `$@` is the command. */
const shell = (script: string) => ({ under: ["bash", "-c", script, "bash"] });

test.each([
  ["stderr", '"$@" 2> >(head -c 1 >/dev/null)'],
  ["stdout", '"$@" > >(head -c 1 >/dev/null)'],
  ["both", 'set -o pipefail; "$@" 2>&1 | head -c 1 >/dev/null'],
])("a reader of %s that goes away neither ends nor fails the work", async (stream, script) => {
  const out = join(folder, `closed-${stream}`);
  const { code, stderr } = await cellscapeProcess(["run", tissue, "--out", out, ...quick], shell(script));
  expect(code, stderr).toBe(0);
  expect(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")).complete).toBe(true);
});

testNeeding(
  "/dev/full",
  existsSync("/dev/full"),
  "a full disk below stdout is one line and exit code 4, with all results",
  async () => {
    const out = join(folder, "full");
    const { code, stderr } = await cellscapeProcess(["run", tissue, "--out", out, ...quick], shell('"$@" >/dev/full'));
    expect(stderr).toMatch(/\ncellscape: stdout: cannot write: the disk is full\n$/);
    expect(code).toBe(4);
    expect(existsSync(join(out, "manifest.json"))).toBe(true);
  },
);

test("too few open files, or too little address space, is one line", async () => {
  for (const [limit, wanted] of [
    ["ulimit -n 24", 1],
    ["ulimit -v 4000000", 3],
  ] as const) {
    const { code, stderr } = await cellscapeProcess(["inspect", tissue], shell(`${limit}; "$@"`));
    expect(stderr, limit).toMatch(/^cellscape: [^\n]+\n$/);
    expect(code, limit).toBe(wanted);
  }
});
