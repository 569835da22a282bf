import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { madeAnew } from "../../../src/analyses/wanted.ts";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { parseConfig } from "../../../src/session/options/run.ts";
import { differences, fingerprintOf } from "../../../src/session/run/fingerprint.ts";
import { openCheckpoints } from "../../../src/session/run/openCheckpoints.ts";

const root = mkdtempSync(join(tmpdir(), "cellscape-checkpoints-"));
afterAll(() => rmSync(root, { recursive: true }));

const fingerprint = { "the input": "abc", "--epochs": "5" };
const value = { losses: [0.5, Number.NaN], weights: Float32Array.of(1, -0, 3), labels: Int32Array.of(-1) };

/** Open the checkpoints of a folder, and what they say. */
async function open(
  name: string,
  { resume = true, everySeconds = 0, of = fingerprint as Record<string, string> } = {},
) {
  const said: string[] = [];
  const out = join(root, name);
  const checkpoints = await openCheckpoints(nodeHost, out, of, {
    resume,
    everySeconds,
    say: (text) => said.push(text),
  });
  return { ...checkpoints, said, folder: join(out, ".cellscape") };
}

/** A folder in which `value` was kept as `trained-0`. */
async function filled(name: string): Promise<string> {
  const { save, folder } = await open(name, { resume: false });
  expect(await save("trained-0", value, 1)).toBe(true);
  return folder;
}

describe("what was kept", () => {
  test("comes back with every bit, and other names hold nothing", async () => {
    await filled("kept");
    const { load, resumed } = await open("kept");
    expect(resumed).toBe(true);
    expect(await load("trained-0")).toStrictEqual(value);
    expect(await load("trained-1")).toBeUndefined();
  });

  test("is replaced by what is kept under its name later, and forgotten when it is removed", async () => {
    const folder = await filled("replaced");
    const { save, load, remove } = await open("replaced");
    await save("trained-0", { other: 1 }, 1);
    expect(await load("trained-0")).toEqual({ other: 1 });
    await remove("trained-0");
    expect(await load("trained-0")).toBeUndefined();
    expect(readdirSync(folder)).toEqual(["run.json"]);
  });

  test("is gone, with its folder, when the run is done", async () => {
    const folder = await filled("done");
    await (await open("done")).clear();
    expect(existsSync(folder)).toBe(false);
  });

  test("starts anew without --resume, which is said", async () => {
    const folder = await filled("anew");
    const { load, said } = await open("anew", { resume: false });
    expect(said.join()).toContain(
      "holds an unfinished run of these settings: its checkpoints are discarded, as --resume is not given",
    );
    expect(await load("trained-0")).toBeUndefined();
    expect(existsSync(folder)).toBe(false);
  });
});

describe("what is not to be trusted", () => {
  test("a run with another setting or input is refused, with what differs", async () => {
    await filled("other");
    const of = { "the input": "abd", "--epochs": "6", "--batch": "100" };
    await expect(open("other", { of })).rejects.toMatchObject({ code: "bad-option" });
    await expect(open("other", { of })).rejects.toThrow(
      "got one that differs in the input, --epochs (5, now 6), --batch (not given, now 100); use the settings of that run, or start again without --resume",
    );
  });

  const spoil: [how: string, change: (bytes: Buffer) => Uint8Array][] = [
    ["empty", () => new Uint8Array(0)],
    ["cut off in its header", (bytes) => bytes.subarray(0, 30)],
    ["cut off in its arrays", (bytes) => bytes.subarray(0, -40)],
    ["longer than it should be", (bytes) => Buffer.concat([bytes, Buffer.of(0)])],
    ["no checkpoint at all", () => Buffer.from("hello, world".repeat(20))],
    [
      "changed in one bit of an array",
      (bytes) => {
        const changed = Buffer.from(bytes);
        changed[bytes.length - 36] ^= 1;
        return changed;
      },
    ],
    ["changed in its header", (bytes) => Buffer.from(bytes.toString("latin1").replace("losses", "lossez"), "latin1")],
  ];
  test.each(spoil)("a file that is %s is not used, which is said, and the rest is", async (how, change) => {
    const folder = await filled(how);
    const path = join(folder, "trained-0.bin");
    await (await open(how)).save("graph", { edges: 3 }, 1);
    writeFileSync(path, change(readFileSync(path)));
    const { load, said } = await open(how);
    expect(await load("trained-0")).toBeUndefined();
    expect(said.join()).toMatch(/trained-0\.bin: expected .*, got something else; it is computed again/);
    expect(await load("graph")).toEqual({ edges: 3 });
  });

  test("a whole file of another run is not used", async () => {
    const folder = await filled("mine");
    const theirs = await open("theirs", { resume: false, of: { "the input": "x" } });
    await theirs.save("trained-0", { weights: 1 }, 1);
    writeFileSync(join(folder, "trained-0.bin"), readFileSync(join(theirs.folder, "trained-0.bin")));
    const { load, said } = await open("mine");
    expect(await load("trained-0")).toBeUndefined();
    expect(said.join()).toContain("expected a checkpoint of this run");
  });

  test("a half-written file and a damaged run.json count as nothing", async () => {
    const folder = await filled("half");
    writeFileSync(join(folder, "graph.bin.part"), "");
    expect(await (await open("half")).load("graph")).toBeUndefined();
    writeFileSync(join(folder, "run.json"), "{");
    const { load, said } = await open("half");
    expect(said.join()).toContain("holds no checkpoints");
    expect(await load("trained-0")).toBeUndefined();
  });
});

test("what is made again sooner than it is kept is not kept, and nothing is written for it", async () => {
  const { save, folder } = await open("quick", { resume: false, everySeconds: 30 });
  expect(await save("graph", { edges: 3 }, 2)).toBe(false);
  expect(await save("expression", { values: new Float64Array(1e6) }, 0.01)).toBe(false);
  expect(existsSync(folder)).toBe(false);
  expect(await save("graph", { edges: 3 }, 4)).toBe(true);
});

test("a folder that cannot be written is said once, and the run goes on", async () => {
  const { save, said, folder } = await open("blocked", { resume: false });
  mkdirSync(join(root, "blocked"));
  writeFileSync(folder, "");
  expect(await save("graph", { edges: 3 }, 1)).toBe(false);
  expect(await save("trained-0", value, 1)).toBe(false);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^checkpoints cannot be written/);
});

test("runs with equal fingerprints compute the same: all options count but those of what is written", () => {
  const of = (
    given: Parameters<typeof parseConfig>[0],
    more: { input?: string; engine?: string; sets?: string; target?: Float64Array } = {},
  ) =>
    fingerprintOf(nodeHost, parseConfig(given), {
      files: [{ sha256: more.input ?? "abc" }],
      attributes: [],
      engine: more.engine ?? "native",
      given: { geneSets: more.sets, target: more.target },
      idle: madeAnew().options,
    });
  const plain = of({});
  expect(differences(plain, of({ report: true, want: ["umap"] }))).toEqual([]);
  const near = { colocalize: ["A"], maskFile: "mask.png", maskPixel: 2, maskOrigin: "1,1" };
  expect(differences(of(near), of({ colocalize: ["B"], points: "points.csv" }))).toEqual([]);
  expect(differences(of({ threads: 1 }), of({ threads: 3 }))).toEqual([]);
  expect(differences(plain, of({ epochs: 7 }))).toEqual(["--cellscape.epochs (not given, now 7)"]);
  expect(differences(plain, of({}, { input: "abd" }))).toEqual(["the input"]);
  expect(differences(plain, of({}, { engine: "wasm" }))).toEqual(["the engine"]);
  expect(differences(plain, of({}, { sets: "hallmark" }))).toEqual(["the files beside the input"]);
  const at = (...target: number[]) => of({}, { target: Float64Array.from(target) });
  expect(differences(at(1, 2), at(1, 2))).toEqual([]);
  expect(differences(at(1, 2), at(1, 3))).toEqual(["the files beside the input"]);
});
