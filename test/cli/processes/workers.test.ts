import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cellscape } from "../command.ts";
import { cellscapeProcess, type ProcessOptions, type ProcessOutcome } from "./process.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-workers-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tissue = join(folder, "tissue.h5ad");
const argsOf = (name: string, args: readonly string[]) => {
  const settings = ["--domains", "3", "--variant", "spatial-only", "--seeds", "2", "--epochs", "4"];
  const keep = ["--checkpoint-every", "0", "--progress", "json", "--no-timings"];
  return ["run", tissue, "--out", join(folder, name), ...settings, ...keep, ...args];
};
const run = (name: string, args: readonly string[], options: ProcessOptions = {}): Promise<ProcessOutcome> =>
  cellscapeProcess(argsOf(name, args), options);
const domains = (name: string) => readFileSync(join(folder, name, "domains.csv"), "utf8");
const manifest = (name: string) => JSON.parse(readFileSync(join(folder, name, "manifest.json"), "utf8"));

beforeAll(async () => {
  await cellscape(["simulate", "--out", tissue, "--cells", "2000", "--genes", "16", "--domains", "3"]);
  const alone = await cellscape(argsOf("alone", ["--threads", "1"]));
  expect(alone, alone.stderr).toMatchObject({ code: 0 });
});

test("models that are trained at once give what they give one after the other", async () => {
  const { code, stderr } = await run("together", ["--threads", "2"]);
  expect(code, stderr).toBe(0);
  expect([manifest("alone").plan.models_at_once, manifest("together").plan.models_at_once]).toEqual([1, 2]);
  expect(manifest("together").losses).toEqual(manifest("alone").losses);
  expect(domains("together")).toBe(domains("alone"));
});

test("a run that is killed while it trains models at once goes on with each of them", async () => {
  let sent = false;
  const watch: ProcessOptions["watch"] = (stderr, kill) => {
    if (sent || !/"advance","step":"embeddings".*"text":"seed 1/.test(stderr)) return;
    sent = true;
    kill("SIGKILL");
  };
  expect((await run("killed", ["--threads", "2"], { watch })).code).toBeUndefined();
  const { code, stderr } = await run("killed", ["--threads", "2", "--resume"]);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain("resuming the interrupted run from");
  expect(domains("killed")).toBe(domains("alone"));
});

test("Ctrl-C ends all models under way with what they have", async () => {
  let sent = false;
  const watch: ProcessOptions["watch"] = (stderr, kill) => {
    if (sent || !/"advance","step":"embeddings"/.test(stderr)) return;
    sent = true;
    kill("SIGINT");
  };
  const { code, stderr } = await run("stopped", ["--threads", "2"], { watch });
  expect(code, stderr).toBe(130);
  expect(stderr).toMatch(/stopped after \d+ of 8 steps/);
  expect(domains("stopped").split("\n")).toHaveLength(domains("alone").split("\n").length);
});
