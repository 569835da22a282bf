import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Dataset } from "../../src/data/dataset.ts";
import { readH5ad, readObs } from "../../src/io/h5ad.ts";
import { writeDataset } from "../../src/io/h5adWrite.ts";
import { fileSource, fileTarget } from "../../src/io/nodeFile.ts";
import { createRandom } from "../../src/random.ts";
import { cellscape } from "./command.ts";
import { readEntry } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-colocalize-"));
afterAll(() => rmSync(folder, { recursive: true }));
const tissue = join(folder, "tissue.h5ad");
const points = join(folder, "points.csv");
const mask = join(folder, "mask.png");
const n = 900;
const plaques = [
  [20, 30],
  [70, 60],
  [40, 85],
];

/** Cells on a square of side 100; Near is high within 8 of a plaque, Far anywhere. */
beforeAll(async () => {
  const rng = createRandom(3);
  const place = Float64Array.from({ length: 2 * n }, () => 100 * rng.uniform());
  const values = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    const nearest = Math.min(...plaques.map(([x, y]) => Math.hypot(place[2 * i] - x, place[2 * i + 1] - y)));
    values[2 * i] = nearest < 8 ? 20 : 1 + Math.floor(2 * rng.uniform());
    values[2 * i + 1] = 1 + Math.floor(20 * rng.uniform());
  }
  const dataset: Dataset = {
    name: tissue,
    cells: Array.from({ length: n }, (_, i) => `cell${i}`),
    genes: ["Near", "Far"],
    counts: {
      rows: n,
      columns: 2,
      starts: Uint32Array.from({ length: n + 1 }, (_, i) => 2 * i),
      indices: Uint32Array.from({ length: 2 * n }, (_, e) => e % 2),
      values,
    },
    countsFrom: "X",
    positions: { rows: n, columns: 2, values: place },
    positionsFrom: "obsm/spatial",
    obs: {
      rows: n,
      columns: new Map([
        ["score", { kind: "number", values: Float64Array.from({ length: n }, (_, i) => values[2 * i]) }],
      ]),
    },
    var: { rows: 2, columns: new Map() },
    notes: [],
    losses: [],
  };
  await writeDataset(fileTarget(tissue), dataset);
  writeFileSync(points, `id,x,y\n${plaques.map(([x, y], i) => `p${i},${x},${y}`).join("\n")}\n`);
  const data = new Uint8Array(50 * 50);
  for (let row = 0; row < 50; row++) {
    for (let column = 0; column < 50; column++) {
      const [x, y] = [2 * column + 1, 2 * row + 1];
      if (plaques.some(([px, py]) => Math.hypot(x - px, y - py) < 5)) data[50 * row + column] = 255;
    }
  }
  writeFileSync(mask, encode({ width: 50, height: 50, data, channels: 1, depth: 8 }));
});

const colocalize = (name: string, args: readonly string[]) =>
  cellscape(["colocalize", tissue, "--out", join(folder, name), "--permutations", "199", ...args]);
const pValue = (text: string) => Number(/p = ([\d.e-]+)/.exec(text)?.[1]);

test("a gene that is high around the points is found, by points and by mask, and a gene that is not is not", async () => {
  const near = await colocalize("near", ["--of", "Near", "--points", points]);
  expect(near.code, near.stderr).toBe(0);
  expect(near.stdout).toContain("lie nearer to the points than chance explains");
  expect(pValue(near.stdout)).toBeLessThan(0.05);
  const masked = await colocalize("masked", ["--of", "obs/score", "--mask", mask, "--pixel", "2"]);
  expect(masked.stdout).toContain("nearer to the mask");
  expect(pValue(masked.stdout)).toBeLessThan(0.05);
  const far = await colocalize("far", ["--of", "Far", "--points", points]);
  expect(pValue(far.stdout)).toBeGreaterThan(0.05);
});

test("the table has a row a distance, whose cells add up, and the figure is drawn", async () => {
  const out = join(folder, "near");
  const [head, ...rows] = readFileSync(join(out, "colocalization.csv"), "utf8").trimEnd().split("\n");
  expect(head).toBe("from,to,cells,mean_value,share_high,null_low,null_high");
  expect(rows.reduce((sum, row) => sum + Number(row.split(",")[2]), 0)).toBe(n);
  const shares = rows.map((row) => Number(row.split(",")[4]));
  expect(shares[0]).toBe(Math.max(...shares));
  expect(readFileSync(join(out, "colocalization.svg"), "utf8")).toContain("distance");
  expect(existsSync(join(out, "colocalization.png"))).toBe(true);
});

test("the same seed gives the same numbers", async () => {
  const run = async (name: string, seed: string) =>
    (await colocalize(name, ["--of", "Far", "--points", points, "--seed", seed])).stdout.split("\n")[0];
  expect(await run("one", "4")).toBe(await run("two", "4"));
});

test.each([
  [["--of", "near", "--points", "points.csv"], "expected a gene of the file, got near; did you mean Near?"],
  [["--of", "obs/layer", "--points", "points.csv"], "columns of numbers: score"],
  [["--of", "Near"], "expected either --points or --mask"],
  [["--of", "Near", "--points", "points.csv", "--origin", "3"], "--origin: expected x,y"],
  [["--of", "Near", "--points", "points.csv", "--sample-key", "slice"], "expected a column of samples slice"],
])("%j is refused with the way out", async (args, message) => {
  const placed = args.map((arg) => (arg === "points.csv" ? points : arg));
  const { code, stderr } = await colocalize("refused", placed);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

describe("as an analysis of a run", () => {
  const quick = ["--domains", "2", "--method", "smooth", "--no-timings"];
  const run = (name: string, args: readonly string[], inputs: readonly string[] = [tissue]) =>
    cellscape(["run", ...inputs, "--out", join(folder, name), ...quick, ...args]);
  const csv = (name: string, table: string) =>
    readFileSync(join(folder, name, "tables", `${table}.csv`), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));

  test("its tables, figures, page and keys hold what the command says", async () => {
    const args = ["--colocalize", "Near,Far,obs/score", "--points", points, "--report", "--unit-um", "2"];
    const { code, stderr } = await run("whole", args);
    expect(code, stderr).toBe(0);
    const [head, ...tests] = csv("whole", "colocalization");
    const column = (name: string) => tests.map((row) => row[head.indexOf(name)]);
    expect(column("of")).toEqual(["Near", "Far", "score"]);
    expect(Number(column("p_value")[0])).toBeLessThan(0.01);
    expect(Number(column("p_value")[1])).toBeGreaterThan(0.05);
    expect(Number(column("p_value")[2])).toBeLessThan(0.01);
    const alone = await cellscape([
      "colocalize",
      tissue,
      "--out",
      join(folder, "alone"),
      "--of",
      "Near",
      "--points",
      points,
    ]);
    expect(alone.stdout).toContain(`${column("high")[0]} of ${n} cells are high in Near`);
    expect(csv("whole", "colocalization_profile").length).toBe(1 + 3 * 10);

    const figures = readdirSync(join(folder, "whole", "figures"));
    for (const of of ["Near", "Far", "score"]) {
      expect(figures).toEqual(expect.arrayContaining([`colocalization_${of}.svg`, `colocalization_map_${of}.svg`]));
    }
    // Three plaques, each a ring and its rim.
    const map = readFileSync(join(folder, "whole", "figures", "colocalization_map_Near.svg"), "utf8");
    expect(map.match(/<circle [^>]*r="3.6"/g)?.length).toBe(6);
    const page = readFileSync(join(folder, "whole", "report.html"), "utf8");
    expect(page).toContain('id="colocalization"');
    expect(page).toContain("cells are high in Near; they lie nearer to the points than chance explains");
    expect(page).toMatch(/median distance [\d.]+ µm/);

    const result = join(folder, "whole", "result.h5ad");
    const distance = (await readObs(await fileSource(result))).columns.get("cellscape_distance");
    const { positions } = await readH5ad(await fileSource(tissue));
    for (let i = 0; i < n; i++) {
      const [x, y] = [positions.values[2 * i], positions.values[2 * i + 1]];
      const nearest = Math.min(...plaques.map(([px, py]) => Math.hypot(x - px, y - py)));
      expect(distance?.kind === "number" && distance.values[i]).toBeCloseTo(nearest, 9);
    }
    const stored = await readEntry(result, "uns/cellscape_colocalization/tests/nearness");
    expect(Number(Number((stored as ArrayLike<number>)[0]).toPrecision(6))).toBe(Number(column("nearness")[0]));
    expect(await readEntry(result, "uns/cellscape_colocalization/file")).toBe("points.csv");
  });

  test("a mask is one as well, and the same run gives the same bytes", async () => {
    const args = ["--colocalize", "Near", "--mask-file", mask, "--mask-pixel", "2", "--mask-origin", "0,0"];
    for (const name of ["mask1", "mask2"]) expect(await run(name, args)).toMatchObject({ code: 0 });
    const [head, row] = csv("mask1", "colocalization");
    expect(Number(row[head.indexOf("p_value")])).toBeLessThan(0.05);
    const [one, two] = ["mask1", "mask2"].map((name) => readFileSync(join(folder, name, "result.h5ad")));
    expect(one.equals(two)).toBe(true);
  });

  test("several samples have points of their own", async () => {
    const twice = join(folder, "twice.csv");
    const lines = plaques.flatMap(([x, y]) => [`tissue,${x},${y}`, `other,${x},${y}`]);
    writeFileSync(twice, `sample,x,y\n${lines.join("\n")}\n`);
    const other = join(folder, "other.h5ad");
    copyFileSync(tissue, other);
    const { code, stderr } = await run("samples", ["--colocalize", "Near", "--points", twice], [tissue, other]);
    expect(code, stderr).toBe(0);
    const [head, row] = csv("samples", "colocalization");
    expect(row[head.indexOf("cells")]).toBe(`${2 * n}`);
    const unnamed = await run("unnamed", ["--colocalize", "Near", "--points", points], [tissue, other]);
    expect(unnamed).toMatchObject({ code: 2 });
    expect(unnamed.stderr).toContain("expected a column sample, as there are several");
  });

  test.each([
    [["--colocalize", "Near"], "--colocalize: expected points or a mask, got neither"],
    [["--colocalize", "Near", "--points", "p.csv", "--mask-file", "m.png"], "got both"],
    [["--points", "p.csv"], "--points: expected genes or scores to look at, got none"],
    [["--colocalize", "near", "--points", "POINTS"], "got near; did you mean Near?"],
    [["--colocalize", "obs/absent", "--points", "POINTS"], "--colocalize: expected a column of obs"],
    [["--colocalize", "Near", "--points", "absent.csv"], "absent.csv"],
    [["--colocalize", "Near", "--mask-file", "MASK", "--mask-origin", "3"], "expected x,y, got 3"],
  ])("%j is refused", async (args, message) => {
    const given = args.map((each) => (each === "POINTS" ? points : each === "MASK" ? mask : each));
    const { code, stderr } = await run("refused", given);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
