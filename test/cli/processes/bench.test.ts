import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BenchRecord } from "../../../src/bench/record.ts";
import { labelAt } from "../../../src/data/labels.ts";
import { nodeHost } from "../../../src/host/node/nodeHost.ts";
import { readH5ad } from "../../../src/io/anndata/h5ad.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../../src/io/node/nodeFile.ts";
import { simulateFile } from "../../../src/session/simulateFile.ts";
import { cellscapeProcess } from "./process.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-bench-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (...names: readonly string[]) => join(folder, ...names);
const tissue = at("tissue.h5ad");
const truth = ["--truth", "domain", "--progress", "plain"];

beforeAll(async () => {
  await simulateFile(nodeHost, tissue, { cells: 300, genes: 40, domains: 3, seed: 1 });
});

const recordOf = (out: string): BenchRecord => JSON.parse(readFileSync(at(out, "bench.json"), "utf8"));
const bench = (out: string, args: readonly string[], file = tissue) =>
  cellscapeProcess(["bench", file, ...truth, ...args, "--out", at(out)]);
const kept = (out: string) =>
  readdirSync(at(out, "runs")).flatMap((name) => {
    const file = at(out, "runs", name, "run.json");
    return existsSync(file) ? [{ name, changed: statSync(file).mtimeMs }] : [];
  });

describe("a benchmark", { timeout: 120_000 }, () => {
  test("finds the domains of a run, and scores them", async () => {
    const { code, stdout } = await bench("whole", ["--methods", "smooth,pca", "--seeds", "2"]);
    expect(code).toBe(0);
    expect(stdout).toContain("reference");
    const { runs, data } = recordOf("whole");
    expect(runs.map(({ method, seed, failure }) => [method, seed, failure])).toEqual([
      ["smooth", 0, undefined],
      ["pca", 0, undefined],
      ["smooth", 1, undefined],
      ["pca", 1, undefined],
    ]);
    expect(data[0]).toMatchObject({ cells: 300, domains: 3, labelled: 300, truth: "domain" });
    for (const { cost } of runs) {
      expect(cost.peakMb).toBeGreaterThan(50);
      expect(cost.cpuSeconds).toBeGreaterThan(0);
    }
    await cellscapeProcess(["run", tissue, "--method", "smooth", "--seed", "1", "--domains", "3", "--out", at("run")]);
    const scored = await cellscapeProcess(["score", at("run", "result.h5ad"), "--truth", "domain", "--json"]);
    const [raw, refined] = JSON.parse(scored.stdout).rows;
    expect(runs[2].scores).toMatchObject({ raw: { nmi: raw.nmi, ari: raw.ari }, own: { nmi: refined.nmi } });
  });

  test("without known labels compares coherence, time and memory, for a number of domains that is given", async () => {
    const args = ["bench", tissue, "--methods", "smooth", "--seeds", "1", "--progress", "plain", "--out", at("plain")];
    const refused = await cellscapeProcess(args);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("--domains K compares coherence")]);
    const { code, stdout } = await cellscapeProcess([...args, "--domains", "3"]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/PAS raw/)]);
    const { data, runs } = recordOf("plain");
    expect(data[0]).toMatchObject({ cells: 300, domains: 3, labelled: 0 });
    expect(data[0]).not.toHaveProperty("truth");
    expect(Object.keys(runs[0].scores?.own ?? {})).toEqual(["chaos", "pas", "domains"]);
  });

  test("goes on after a kill where it was, and a new method adds only its own runs", async () => {
    const runs = ["--methods", "smooth,pca", "--seeds", "2"];
    let killed = false;
    await cellscapeProcess(
      ["bench", tissue, "--truth", "domain", "--progress", "json", ...runs, "--out", at("killed")],
      {
        watch(stderr, kill) {
          if (killed || !stderr.includes('"done":2')) return;
          killed = true;
          kill("SIGKILL");
        },
      },
    );
    expect(existsSync(at("killed", "bench.json"))).toBe(false);
    const before = kept("killed");
    expect(before.length).toBeGreaterThanOrEqual(2);
    expect((await bench("killed", runs)).code).toBe(0);
    expect(recordOf("killed").runs.filter(({ scores }) => scores)).toHaveLength(4);
    const whole = kept("killed");
    expect(whole.filter(({ name }) => before.some((each) => each.name === name))).toEqual(before);
    const { stderr } = await bench("killed", ["--methods", "pca,smooth,cellscape spatial-only", "--seeds", "2"]);
    expect(stderr).toContain("4 of 6 runs were kept");
    expect(kept("killed").filter(({ name }) => whole.some((each) => each.name === name))).toEqual(whole);
  });

  test("gives no method the labels: shuffled ones lead to the same domains, byte by byte", async () => {
    const dataset = await readH5ad(await fileSource(tissue));
    const column = dataset.obs.columns.get("domain");
    if (!column) throw new Error("expected the simulated domains");
    const labels = Array.from({ length: 300 }, (_, i) => labelAt(column, (i * 7 + 5) % 300));
    const obs = {
      ...dataset.obs,
      columns: new Map(dataset.obs.columns).set("domain", { kind: "string", values: labels }),
    };
    await writeDataset(fileTarget(at("shuffled.h5ad")), { ...dataset, obs });
    const args = ["--methods", "smooth,pca,cellscape spatial-only", "--seeds", "1"];
    await bench("true", args);
    await bench("false", args, at("shuffled.h5ad"));
    const [known, shuffled] = [recordOf("true"), recordOf("false")];
    expect(shuffled.runs.map(({ labels }) => labels)).toEqual(known.runs.map(({ labels }) => labels));
    expect(shuffled.runs[0].scores?.raw.nmi).toBeLessThan(0.2);
    const folders = readdirSync(at("true", "runs")).sort();
    expect(readdirSync(at("false", "runs")).sort()).toEqual(folders);
    for (const name of folders) {
      const [one, other] = ["true", "false"].map((out) =>
        JSON.parse(readFileSync(at(out, "runs", name, "run.json"), "utf8")),
      );
      expect(other.labels).toEqual(one.labels);
    }
    expect(
      readFileSync(at("false", "data", "shuffled.h5ad")).equals(readFileSync(at("true", "data", "tissue.h5ad"))),
    ).toBe(true);
    const hidden = await readH5ad(await fileSource(at("true", "data", "tissue.h5ad")));
    expect([...hidden.obs.columns.keys()]).toEqual([]);
  });

  test("shows a run that takes too much as a row, and fails where no run succeeded", async () => {
    const { code, stdout } = await bench("limits", ["--methods", "pca", "--seeds", "1", "--memory-limit", "60MB"]);
    expect(code).toBe(2);
    expect(recordOf("limits").runs[0].failure).toMatch(/^failed: .*(memory|fit)/);
    expect(stdout).toContain("failed");
    await bench("limits", ["--methods", "pca", "--seeds", "1", "--time-limit", "0.2"]);
    expect(recordOf("limits").runs[0].failure).toMatch(/^failed: time limit after 0\.\d s$/);
  });

  test("runs a program of someone else from one YAML file, and refuses what it wrote where it does not fit", async () => {
    const script = `
      const { writeFileSync } = require("node:fs");
      const [, input, out, domains, seed] = process.argv;
      const names = Array.from({ length: 300 }, (_, i) => i);
      if (process.env.CELLS) throw new Error("no shell");
      writeFileSync(out + "/embedding.csv", names.map((i) => [i % 3 + 0.01 * Math.sin(i * seed), i % 5].join(",")).join("\\n"));
    `;
    writeFileSync(at("theirs.cjs"), script);
    const yaml = (more: string) =>
      `name: theirs\ncommand: [${process.execPath}, "{here}/theirs.cjs", "{input}", "{out}", "{domains}", "{seed}"]\n${more}`;
    // Node drops its own path and the script: the program reads from the second argument on.
    writeFileSync(at("theirs.cjs"), script.replace("[, input", "[, , input"));
    writeFileSync(at("theirs.yaml"), yaml("kind: embedding\nclusterer: mclust\ncites: Someone 2026\n"));
    const args = ["--methods", "pca", "--plugin", at("theirs.yaml"), "--seeds", "2"];
    expect((await bench("plugin", args)).code).toBe(0);
    const { runs, methods } = recordOf("plugin");
    expect(methods.at(-1)).toMatchObject({ name: "theirs", kind: "plugin", cites: "Someone 2026" });
    expect(runs.filter(({ method, scores }) => method === "theirs" && scores)).toHaveLength(2);
    writeFileSync(at("theirs.yaml"), yaml("kind: labels\n"));
    await bench("plugin", args);
    const failures = recordOf("plugin").runs.flatMap(({ failure }) => (failure ? [failure] : []));
    expect(failures).toEqual(Array(2).fill("failed: theirs: expected labels.csv in the folder of the run, got none"));
  });

  test("fills the places of a plug-in with its settings, and with those of a plan in a row of its own", async () => {
    const script = `
      const { writeFileSync } = require("node:fs");
      const [, , out, period] = process.argv;
      const rows = Array.from({ length: 300 }, (_, i) => [i % Number(period), i % 5].join(","));
      writeFileSync(out + "/embedding.csv", rows.join("\\n"));
    `;
    writeFileSync(at("periodic.cjs"), script);
    const command = `command: [${process.execPath}, "{here}/periodic.cjs", "{out}", "{period}"]`;
    writeFileSync(at("periodic.yaml"), `name: periodic\nkind: embedding\n${command}\nsettings: { period: 3 }\n`);
    const rows = "methods: [{ plugin: periodic.yaml }, { plugin: periodic.yaml, settings: { period: 7 } }]";
    writeFileSync(at("periods.yaml"), `data: [{ file: tissue.h5ad, truth: domain }]\n${rows}\nseeds: 1\n`);
    const args = ["bench", at("periods.yaml"), "--progress", "plain", "--out", at("periods")];
    expect((await cellscapeProcess(args)).code).toBe(0);
    const { methods, runs } = recordOf("periods");
    expect(methods.map(({ name }) => name)).toEqual(["periodic", "periodic period=7"]);
    const written = (row: string) => {
      const folders = readdirSync(at("periods", "runs")).filter((name) => name.startsWith(`${row}-`));
      return readFileSync(at("periods", "runs", folders[0], "embedding.csv"), "utf8").split("\n");
    };
    expect(written("periodic").slice(0, 4)).toEqual(["0,0", "1,1", "2,2", "0,3"]);
    expect(written("periodic_period=7").slice(0, 4)).toEqual(["0,0", "1,1", "2,2", "3,3"]);
    expect(runs.every(({ scores }) => scores !== undefined)).toBe(true);
  });

  test("imports labels of obs and of SDMBench's files, and shows varied options as rows", async () => {
    writeFileSync(at("pred.txt"), Array.from({ length: 300 }, (_, i) => `${i % 3}\n`).join(""));
    const args = ["--methods", "smooth", "--seeds", "1", "--vary", "rounds=1,3", "--reference", "smooth rounds=3"];
    const labels = ["--labels", "known=domain", "--labels", `file=${at("pred.txt")}`];
    expect((await bench("labels", [...args, ...labels])).code).toBe(0);
    const { methods, runs, reference } = recordOf("labels");
    expect(methods.map(({ name }) => name)).toEqual(["smooth", "smooth rounds=1", "smooth rounds=3", "known", "file"]);
    expect(reference).toBe("smooth rounds=3");
    expect(runs.find(({ method }) => method === "known")?.scores?.raw.nmi).toBe(1);
    cpSync(at("pred.txt"), at("short.txt"));
    writeFileSync(at("short.txt"), "1\n2\n");
    const { code, stderr } = await bench("short", [
      "--methods",
      "smooth",
      "--seeds",
      "1",
      "--labels",
      `x=${at("short.txt")}`,
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain("expected one label per line for 300 cells, got 2 lines");
  });
});
