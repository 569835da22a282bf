import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { type CommandOptions, CRASHED, cellscape, crashWhen, interruptAt, type Outcome } from "../command.ts";
import { cellscapeProcess } from "./process.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-resume-"));
afterAll(() => rmSync(folder, { recursive: true }));

const tissue = join(folder, "tissue.h5ad");
const settings = [
  ...["--domains", "3", "--epochs", "4", "--seeds", "2", "--want", "paga"],
  ...["--threads", "1", "--no-timings", "--checkpoint-every", "0", "--progress", "json"],
];

/** The arguments of a run into a folder of that name, which keeps everything at once. */
const argsOf = (name: string, args: readonly string[] = []) => [
  ...["run", tissue, "--out", join(folder, name)],
  ...settings,
  ...args,
];
const run = (name: string, args: readonly string[] = [], options: CommandOptions = {}): Promise<Outcome> =>
  cellscape(argsOf(name, args), options);
const bytes = (name: string, file: string) => readFileSync(join(folder, name, file));
const kept = (name: string) => join(folder, name, ".cellscape");

let lines = 0;
beforeAll(async () => {
  await cellscape(["simulate", "--out", tissue, "--cells", "100", "--genes", "12", "--domains", "3"]);
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

test("crashed in every part and resumed each time, a run ends with the bytes of one that was not", async () => {
  const moments = [
    ...[
      '"end","step":"features"',
      '"end","step":"geneMap"',
      '"advance","step":"embeddings"',
      '"end","step":"embeddings"',
    ],
    ...['"advance","step":"domains"', '"end","step":"domains"', '"begin","step":"paga"', '"begin","step":"write"'],
  ];
  for (const [crash, moment] of moments.entries()) {
    const crashed = crashWhen((stderr) => stderr.includes(`"event":${moment}`));
    const { code, stderr } = await run("chain", crash === 0 ? [] : ["--resume"], crashed);
    expect(stderr, moment).toContain(CRASHED);
    expect(code).toBe(1);
  }
  const last = await run("chain", ["--resume"]);
  expect(last, last.stderr).toMatchObject({ code: 0 });
  expect(last.stderr).toContain("resuming the interrupted run from");
  expectWhole("chain");
});

test("killed at random moments and resumed, a run ends with the bytes of one that was not", async () => {
  const rng = createRandom(7);
  for (let kill = 0; kill < 3; kill++) {
    const after = Math.floor((lines * (kill + rng.uniform())) / 3);
    let sent = false;
    const { code, stderr } = await cellscapeProcess(argsOf("killed", kill === 0 ? [] : ["--resume"]), {
      watch(stderr, kill) {
        if (sent || stderr.split("\n").length <= after) return;
        sent = true;
        setTimeout(() => kill("SIGKILL"), 60 * rng.uniform());
      },
    });
    expect(stderr).not.toContain('"event":"error"');
    if (code === 0) break;
    expect(code).toBeUndefined();
  }
  const last = await run("killed", ["--resume"]);
  expect(last, last.stderr).toMatchObject({ code: 0 });
  expectWhole("killed");
});

test("Ctrl-C writes results of what is there and says how to go on; --resume ends as if nothing had been", async () => {
  const stopped = await run("stopped", [], interruptAt('"event":"advance","step":"embeddings"'));
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toContain("the same command with --resume continues from there");
  expect(existsSync(join(folder, "stopped", "result.h5ad"))).toBe(true);
  expect(existsSync(kept("stopped"))).toBe(true);
  const resumed = await run("stopped", ["--resume"]);
  expect(resumed, resumed.stderr).toMatchObject({ code: 0 });
  expect(resumed.stderr).toContain("resuming the interrupted run from");
  expectWhole("stopped");
});

test("a damaged checkpoint is not trusted, and one of other settings is refused", async () => {
  await run(
    "damaged",
    [],
    crashWhen((stderr) => stderr.includes('"event":"end","step":"embeddings"')),
  );
  const name = readdirSync(kept("damaged")).find((file) => file.startsWith("embedded-")) ?? "none";
  const path = join(kept("damaged"), name);
  const spoilt = readFileSync(path);
  spoilt[spoilt.length >> 1] ^= 1;
  writeFileSync(path, spoilt);
  const other = await run("damaged", ["--resume", "--epochs", "5"]);
  expect(other.code).toBe(2);
  expect(other.stderr).toContain(
    "differs in --cellscape.epochs (4, now 5); use the settings of that run, or start again without --resume",
  );
  const resumed = await run("damaged", ["--resume"]);
  expect(resumed, resumed.stderr).toMatchObject({ code: 0 });
  expect(resumed.stderr).toContain(
    `${name}: expected the bytes that were written, got something else; it is computed again`,
  );
  expectWhole("damaged");
});

test("a run of several samples, crashed at four moments, ends with the same bytes, each sample's own file included", async () => {
  const parts = ["a", "b"].map((name) => join(folder, `${name}.h5ad`));
  for (const [seed, path] of parts.entries()) {
    const options = ["--cells", "80", "--genes", "12", "--domains", "3", "--seed", `${seed}`];
    expect(await cellscape(["simulate", "--out", path, ...options])).toMatchObject({ code: 0 });
  }
  const joint = (name: string, args: readonly string[] = [], options: CommandOptions = {}, inputs = parts) =>
    cellscape(["run", ...inputs, "--out", join(folder, name), ...settings, "--want", "integration", ...args], options);
  const whole = await joint("joint");
  expect(whole, whole.stderr).toMatchObject({ code: 0 });
  const moments = ['"event":"end","step":"correction"', '"event":"advance","step":"embeddings"'];
  moments.push('"event":"end","step":"domains"', '"event":"begin","step":"write"');
  for (const [crash, moment] of moments.entries()) {
    const { code, stderr } = await joint(
      "cut",
      crash === 0 ? [] : ["--resume"],
      crashWhen((stderr) => stderr.includes(moment)),
    );
    expect(stderr, moment).toContain(CRASHED);
    expect(code, moment).toBe(1);
    if (crash > 0) continue;
    // Other samples, or the same in another order, are another run.
    const refused = await joint("cut", ["--resume"], {}, parts.toReversed());
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("differs in the input");
  }
  const last = await joint("cut", ["--resume"]);
  expect(last, last.stderr).toMatchObject({ code: 0 });
  expect(last.stderr).toContain("loaded from checkpoints");
  for (const file of ["result.h5ad", "domains.csv", "tables/integration.csv", "a/result.h5ad", "b/result.h5ad"]) {
    expect(bytes("cut", file).equals(bytes("joint", file)), file).toBe(true);
  }
});
