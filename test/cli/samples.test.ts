import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { labelAt } from "../../src/data/labels.ts";
import { readH5ad, readObs, readObsm } from "../../src/io/anndata/h5ad.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { cellscape } from "./command.ts";
import { readEntry } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-samples-"));
afterAll(() => rmSync(folder, { recursive: true }));

const whole = join(folder, "whole.h5ad");
const parts = ["a", "b"].map((name) => join(folder, `${name}.h5ad`));
const PER_SAMPLE = 120;
const trained = ["--variant", "spatial-only", "--epochs", "3", "--threads", "1"];
const smoothed = ["--method", "smooth"];

/** A simulated tissue of two samples, as one file and as a file each. */
beforeAll(async () => {
  const made = simulateTissue({ cells: 240, genes: 30, domains: 3, samples: 2, batchEffect: 1 }, createRandom(3));
  await writeDataset(fileTarget(whole), made);
  for (const [s, path] of parts.entries()) {
    const { starts, indices, values } = made.counts;
    const [from, to] = [PER_SAMPLE * s, PER_SAMPLE * (s + 1)];
    const first = starts[from];
    const columns = new Map(
      [...made.obs.columns].map(([name, column]) => {
        if (column.kind !== "category") throw new Error("internal: the simulator writes categories");
        return [name, { ...column, codes: column.codes.slice(from, to) }];
      }),
    );
    await writeDataset(fileTarget(path), {
      ...made,
      cells: Array.from({ length: PER_SAMPLE }, (_, i) => `cell${i}`),
      counts: {
        rows: PER_SAMPLE,
        columns: 30,
        starts: starts.slice(from, to + 1).map((start) => start - first),
        indices: indices.slice(first, starts[to]),
        values: values.slice(first, starts[to]),
      },
      positions: { rows: PER_SAMPLE, columns: 2, values: made.positions.values.slice(2 * from, 2 * to) },
      obs: { rows: PER_SAMPLE, columns },
    });
  }
});

async function run(out: string, args: readonly string[]) {
  const how = args.includes("--method") ? [] : trained;
  const outcome = await cellscape(["run", ...args, "--out", join(folder, out), "--domains", "3", ...how]);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return { out: join(folder, out), ...outcome };
}

const csv = (out: string) => readFileSync(join(out, "domains.csv"), "utf8").trimEnd().split("\n");

let out: string;
let stderr: string;
beforeAll(async () => {
  ({ out, stderr } = await run("joint", parts));
});

describe("several files in one run", () => {
  test("it says how the samples were joined and corrected", () => {
    expect(stderr).toContain("2 samples: a 120 x 30, b 120 x 30");
    expect(stderr).toContain("30 genes are in all samples");
    expect(stderr).toContain("ComBat batch correction across 2 samples");
    expect(stderr).toMatch(/a: 120 cells on an irregular layout.*; b: 120 cells/);
  });

  test("the joint file holds the cells of both, their true positions, and their sample", async () => {
    const joint = await readH5ad(await fileSource(join(out, "result.h5ad")));
    expect(joint.cells.length).toBe(240);
    expect(joint.cells[PER_SAMPLE]).toBe("cell0-b");
    const [a, b] = await Promise.all(parts.map(async (path) => readH5ad(await fileSource(path))));
    expect([...joint.positions.values]).toEqual([...a.positions.values, ...b.positions.values]);
    const sample = joint.obs.columns.get("sample");
    expect(sample && labelAt(sample, 239)).toBe("b");
    const beside = await readObsm(await fileSource(join(out, "result.h5ad")), "spatial_side_by_side");
    expect(beside.rows).toBe(240);
    expect(csv(out)[0]).toBe("cell,x,y,domain,domain_raw,probability,confidence,sample");
    expect(csv(out)[240]).toMatch(/^cell119-b,.*,b$/);
  });

  test("a subset that lies in one of the samples runs as a tissue of its own, with nothing to correct", async () => {
    const one = await run("one", [...parts, "--subset", "sample=a", ...smoothed]);
    expect(one.stderr).not.toContain("ComBat");
    const domainOf = (line: string) => line.split(",")[3];
    const rows = csv(one.out).slice(1);
    expect(rows.map((line) => domainOf(line) !== "")).toEqual(rows.map((line) => line.endsWith(",a")));
  });

  test("each sample has its own file, which is its input with its part of the joint result", async () => {
    const joint = await readObs(await fileSource(join(out, "result.h5ad")));
    for (const [s, name] of ["a", "b"].entries()) {
      const source = await fileSource(join(out, name, "result.h5ad"));
      const own = await readH5ad(source);
      const input = await readH5ad(await fileSource(parts[s]));
      expect(own.cells).toEqual(input.cells);
      expect(own.counts).toEqual(input.counts);
      const [domain, all] = [own.obs.columns.get("cellscape_domain"), joint.columns.get("cellscape_domain")];
      for (let i = 0; i < PER_SAMPLE; i++)
        expect(domain && labelAt(domain, i)).toBe(all && labelAt(all, PER_SAMPLE * s + i));
      expect((await readObsm(source, "X_cellscape_spatial")).rows).toBe(PER_SAMPLE);
    }
  });

  test("scoring tells all cells and each sample", async () => {
    const { stdout, code } = await cellscape(["score", join(out, "result.h5ad"), "--truth", "domain", "--json"]);
    expect(code).toBe(0);
    const { rows, by } = JSON.parse(stdout);
    expect(by).toBe("sample");
    expect(rows.map(({ group }: { group?: string }) => group)).toEqual([undefined, undefined, "a", "a", "b", "b"]);
    const alone = await cellscape(["score", join(out, "b", "result.h5ad"), "--truth", "domain", "--json"]);
    expect(JSON.parse(alone.stdout).rows[1].nmi).toBe(rows[5].nmi);
  });

  test("the manifest names the files and the samples", () => {
    const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
    expect(manifest.samples).toMatchObject({ column: "sample", names: ["a", "b"], cells: [PER_SAMPLE, PER_SAMPLE] });
    expect(manifest.batch_correction).toEqual({ method: "combat", batches: ["a", "b"] });
    expect(manifest.input.name).toBe("a.h5ad, b.h5ad");
    expect(manifest.files).toContain("b/result.h5ad");
  });
});

test("mixing is scored before and after correction, in the table, the file and the report", async () => {
  const { out: scored } = await run("scored", [...parts, "--want", "integration,umap", ...smoothed]);
  const table = readFileSync(join(scored, "tables", "integration.csv"), "utf8")
    .trimEnd()
    .split("\n");
  const rows = table.slice(1).map((line) => line.split(","));
  expect(rows.map(([stage]) => stage)).toEqual(["expression", "corrected", "spatial"]);
  const ilisi = rows.map((row) => Number(row[2]));
  expect(ilisi[1]).toBeGreaterThan(ilisi[0] + 0.2);
  expect(Number(rows[0][4])).toBeCloseTo(2, 5);
  expect(await readEntry(join(scored, "result.h5ad"), "uns/cellscape_integration/scores/ilisi")).toHaveLength(3);
  for (const name of ["samples_domains", "umap_spatial"])
    expect(existsSync(join(scored, "figures", `${name}.svg`))).toBe(true);
  expect(readFileSync(join(scored, "figures", "umap_spatial.svg"), "utf8")).toContain("Samples");
});

test("without correction, domains that follow the samples are warned of", async () => {
  const { stderr: said } = await run("uncorrected", [...parts, "--correct", "none", ...smoothed]);
  expect(said).toMatch(/warning: domains follow the samples \(Cramer's V 0\.[5-9]\d|1\.00\).*--correct combat/);
  expect(stderr).not.toContain("domains follow the samples");
});

test("one file with a column of samples gives the domains that its samples give as files", async () => {
  const one = await run("keyed", [whole, "--sample-key", "sample"]);
  const domains = (from: string) =>
    csv(from)
      .slice(1)
      .map((line) => line.split(",")[3]);
  expect(domains(one.out)).toEqual(domains(out));
  expect(csv(one.out)[1]).toMatch(/,Sample 1$/);
  expect(existsSync(join(one.out, "Sample_1"))).toBe(false);
});

test("a sheet names samples and says what is known of them", async () => {
  mkSheet("sheet.csv", "path,sample,condition,age\na.h5ad,first,AD,13\nb.h5ad,second,control,14.5\n");
  const sheet = await run("sheet", ["--samples", join(folder, "sheet.csv"), "--correct", "none", ...smoothed]);
  const { columns } = await readObs(await fileSource(join(sheet.out, "result.h5ad")));
  const labels = ["sample", "condition", "age"]
    .map((name) => columns.get(name))
    .map((column) => column && labelAt(column, 200));
  expect(labels).toEqual(["second", "control", "14.5"]);
  expect(existsSync(join(sheet.out, "first", "result.h5ad"))).toBe(true);
  const manifest = JSON.parse(readFileSync(join(sheet.out, "manifest.json"), "utf8"));
  expect(manifest.samples.attributes).toMatchObject({ condition: ["AD", "control"], age: ["13", "14.5"] });
  expect(manifest.batch_correction).toBeUndefined();
});

function mkSheet(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

test.each([
  ["no file at all", [], /expected files or a sheet of samples \(--samples\), got neither/],
  ["one file twice", ["a.h5ad", "a.h5ad"], /expected each file once, got .*a\.h5ad twice/],
  ["a key for several files", ["a.h5ad", "b.h5ad", "--sample-key", "sample"], /--sample-key: expected one file, got 2/],
  ["a key that is not there", ["whole.h5ad", "--sample-key", "nope"], /--sample-key: expected a column of obs/],
  ["correction of one sample", ["a.h5ad", "--correct", "combat"], /--correct combat: expected several samples/],
  [
    "mixing of one sample",
    ["a.h5ad", "--want", "integration"],
    /--want integration: expected several samples, got one/,
  ],
  ["a sheet without paths", ["--samples", "bad.csv"], /bad\.csv: expected a column path, got file, sample/],
  ["a sheet that is not there", ["--samples", "none.csv"], /none\.csv: no such file/],
])("%s is refused with the way out and leaves nothing", async (_, args, message) => {
  mkSheet("bad.csv", "file,sample\na.h5ad,x\nb.h5ad,y\n");
  const placed = args.map((each) => (/\.(h5ad|csv)$/.test(each) ? join(folder, each) : each));
  const outcome = await cellscape(["run", ...placed, "--out", join(folder, "refused")]);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toMatch(message);
  expect(existsSync(join(folder, "refused"))).toBe(false);
});
