import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { cellscapeProcess, type ProcessOptions, type ProcessOutcome } from "./process.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-resume-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tissue = join(folder, "tissue.h5ad");
const settings = [
  "--domains",
  "3",
  "--epochs",
  "12",
  "--seeds",
  "2",
  "--want",
  "paga",
  "--threads",
  "1",
  "--no-timings",
];

/** Run into a folder of that name, keeping everything at once. */
const run = (name: string, args: readonly string[] = [], options: ProcessOptions = {}): Promise<ProcessOutcome> =>
  cellscapeProcess(
    ["run", tissue, "--out", join(folder, name), ...settings, "--checkpoint-every", "0", "--progress", "json", ...args],
    options,
  );
const bytes = (name: string, file: string) => readFileSync(join(folder, name, file));
const kept = (name: string) => join(folder, name, ".cellscape");

/** Send a signal some time after what the process wrote is as it should be. */
function signalWhen(signal: NodeJS.Signals, ready: (stderr: string) => boolean, delayMs = 0): ProcessOptions {
  let sent = false;
  return {
    watch(stderr, kill) {
      if (sent || !ready(stderr)) return;
      sent = true;
      setTimeout(() => kill(signal), delayMs);
    },
  };
}

let lines = 0;
beforeAll(async () => {
  await cellscapeProcess(["simulate", "--out", tissue, "--cells", "150", "--genes", "16", "--domains", "3"]);
  const whole = await run("whole");
  expect(whole, whole.stderr).toMatchObject({ code: 0 });
  lines = whole.stderr.split("\n").length;
  expect(existsSync(kept("whole"))).toBe(false);
});

/** The same results as the run that nothing interrupted, and nothing left over. */
function expectWhole(name: string): void {
  for (const file of ["result.h5ad", "domains.csv", "figures/domains.svg", "tables/paga.csv"]) {
    expect(bytes(name, file).equals(bytes("whole", file)), file).toBe(true);
  }
  const names = (run: string) => readdirSync(join(folder, run), { recursive: true, encoding: "utf8" }).sort();
  expect(names(name)).toEqual(names("whole"));
}

test("killed at ten random moments and resumed each time, a run ends with the bytes of one that was not", async () => {
  const rng = createRandom(7);
  for (let kill = 0; kill < 10; kill++) {
    // The chain moves on from kill to kill, so that every part of a run is cut off somewhere.
    const after = Math.floor((lines * (kill + rng.uniform())) / 10);
    const killed = signalWhen("SIGKILL", (stderr) => stderr.split("\n").length > after, 60 * rng.uniform());
    const { code, stderr } = await run("chain", kill === 0 ? [] : ["--resume"], killed);
    expect(stderr).not.toContain('"event":"error"');
    if (code === 0) break;
    expect(code).toBeUndefined();
  }
  const last = await run("chain", ["--resume"]);
  expect(last, last.stderr).toMatchObject({ code: 0 });
  expectWhole("chain");
});

test("Ctrl-C writes results of what is there and says how to go on; --resume ends as if nothing had been", async () => {
  const training = (stderr: string) => stderr.includes('"event":"advance","step":"trained"');
  const stopped = await run("stopped", [], signalWhen("SIGINT", training));
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toContain("the same command with --resume goes on from there");
  expect(existsSync(join(folder, "stopped", "result.h5ad"))).toBe(true);
  expect(existsSync(kept("stopped"))).toBe(true);
  const resumed = await run("stopped", ["--resume"]);
  expect(resumed, resumed.stderr).toMatchObject({ code: 0 });
  expect(resumed.stderr).toContain("going on with the run that was cut off");
  expectWhole("stopped");
});

test("a damaged checkpoint is not trusted, and one of other settings is refused", async () => {
  const trained = (stderr: string) => stderr.includes('"event":"end","step":"trained"');
  await run("damaged", [], signalWhen("SIGKILL", trained));
  const name = readdirSync(kept("damaged")).find((file) => file.startsWith("trained-")) ?? "none";
  const path = join(kept("damaged"), name);
  const spoilt = readFileSync(path);
  spoilt[spoilt.length >> 1] ^= 1;
  writeFileSync(path, spoilt);
  const other = await run("damaged", ["--resume", "--epochs", "13"]);
  expect(other.code).toBe(2);
  expect(other.stderr).toContain("differs in --epochs (12, now 13); run it as before, or start anew without --resume");
  const resumed = await run("damaged", ["--resume"]);
  expect(resumed, resumed.stderr).toMatchObject({ code: 0 });
  expect(resumed.stderr).toContain(
    `${name}: expected the bytes that were written, got something else; it is made again`,
  );
  expectWhole("damaged");
});

test("a run of several samples, killed at four moments, ends with the same bytes, each sample's own file included", async () => {
  const parts = ["a", "b"].map((name) => join(folder, `${name}.h5ad`));
  for (const [seed, path] of parts.entries()) {
    const options = ["--cells", "120", "--genes", "16", "--domains", "3", "--seed", `${seed}`];
    expect(await cellscapeProcess(["simulate", "--out", path, ...options])).toMatchObject({ code: 0 });
  }
  const joint = (name: string, args: readonly string[] = [], options: ProcessOptions = {}) => {
    const given = [...settings, "--want", "integration", "--checkpoint-every", "0", "--progress", "json", ...args];
    return cellscapeProcess(["run", ...parts, "--out", join(folder, name), ...given], options);
  };
  const whole = await joint("joint");
  expect(whole, whole.stderr).toMatchObject({ code: 0 });
  const moments = ['"event":"end","step":"correction"', '"event":"advance","step":"trained"'];
  moments.push('"event":"end","step":"domains"', '"event":"begin","step":"write"');
  for (const [kill, moment] of moments.entries()) {
    const killed = signalWhen("SIGKILL", (stderr) => stderr.includes(moment));
    const { code, stderr } = await joint("cut", kill === 0 ? [] : ["--resume"], killed);
    expect(stderr, moment).toContain(moment);
    expect(code, moment).toBeUndefined();
  }
  const last = await joint("cut", ["--resume"]);
  expect(last, last.stderr).toMatchObject({ code: 0 });
  expect(last.stderr).toContain("kept from before");
  for (const file of ["result.h5ad", "domains.csv", "tables/integration.csv", "a/result.h5ad", "b/result.h5ad"]) {
    expect(bytes("cut", file).equals(bytes("joint", file)), file).toBe(true);
  }
  // Other samples, or the same in another order, are another run.
  await joint(
    "other",
    [],
    signalWhen("SIGKILL", (stderr) => stderr.includes(moments[1])),
  );
  const swapped = ["run", parts[1], parts[0], "--out", join(folder, "other"), ...settings];
  const refused = await cellscapeProcess([...swapped, "--want", "integration", "--resume"]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("differs in the input");
});
