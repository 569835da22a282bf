import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { readH5ad, readObs } from "../../src/io/anndata/h5ad.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";
import { CRASHED, cellscape, crashWhen } from "./command.ts";
import { readEntry } from "./tissue.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-colocalize-"));
afterAll(() => rmSync(folder, { recursive: true }));
const tissue = join(folder, "tissue.h5ad");
const points = join(folder, "points.csv");
const mask = join(folder, "mask.png");
const n = 450;
const plaques = [
  [20, 30],
  [70, 60],
  [40, 85],
];

/** Cells on a square of side 100; Near is high within 8 of a plaque, Far anywhere; Rare is seen in two cells. */
beforeAll(async () => {
  const rng = createRandom(5);
  const place = Float64Array.from({ length: 2 * n }, () => 100 * rng.uniform());
  const values = new Float32Array(3 * n);
  for (let i = 0; i < n; i++) {
    const nearest = Math.min(...plaques.map(([x, y]) => Math.hypot(place[2 * i] - x, place[2 * i + 1] - y)));
    values[3 * i] = nearest < 8 ? 20 : 1 + Math.floor(2 * rng.uniform());
    values[3 * i + 1] = 1 + Math.floor(20 * rng.uniform());
    values[3 * i + 2] = i < 2 ? 1 : 0;
  }
  const dataset: Dataset = {
    name: tissue,
    cells: Array.from({ length: n }, (_, i) => `cell${i}`),
    genes: ["Near", "Far", "Rare"],
    counts: {
      rows: n,
      columns: 3,
      starts: Uint32Array.from({ length: n + 1 }, (_, i) => 3 * i),
      indices: Uint32Array.from({ length: 3 * n }, (_, e) => e % 3),
      values,
    },
    countsFrom: "X",
    positions: { rows: n, columns: 2, values: place },
    positionsFrom: "obsm/spatial",
    obs: {
      rows: n,
      columns: new Map([
        ["score", { kind: "number", values: Float64Array.from({ length: n }, (_, i) => values[3 * i]) }],
        ["holes", { kind: "number", values: Float64Array.from({ length: n }, (_, i) => (i < 7 ? Number.NaN : i)) }],
        ["nothing", { kind: "number", values: new Float64Array(n) }],
        [
          "slice",
          {
            kind: "category",
            codes: Int32Array.from({ length: n }, (_, i) => (place[2 * i] < 50 ? 0 : 1)),
            categories: ["left", "right"],
            ordered: false,
          },
        ],
      ]),
    },
    var: { rows: 3, columns: new Map([["biotype", { kind: "string", values: ["coding", "coding", "coding"] }]]) },
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
  const near = await colocalize("near", ["--colocalize", "Near", "--points", points]);
  expect(near.code, near.stderr).toBe(0);
  expect(near.stdout).toContain("lie nearer to the points than expected by chance");
  expect(pValue(near.stdout)).toBeLessThan(0.05);
  const masked = await colocalize("masked", ["--colocalize", "obs/score", "--mask-file", mask, "--mask-pixel", "2"]);
  expect(masked.stdout).toContain("nearer to the mask");
  expect(pValue(masked.stdout)).toBeLessThan(0.05);
  const far = await colocalize("far", ["--colocalize", "Far", "--points", points]);
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
    (await colocalize(name, ["--colocalize", "Far", "--points", points, "--seed", seed])).stdout.split("\n")[0];
  expect(await run("one", "4")).toBe(await run("two", "4"));
});

test.each([
  [["--colocalize", "near", "--points", "points.csv"], "got near; did you mean Near?"],
  [["--colocalize", "obs/layer", "--points", "points.csv"], "(score, holes, nothing), got obs/layer"],
  [["--colocalize", "Near"], "--colocalize: expected points or a mask, got neither"],
  [
    ["--colocalize", "Near", "--points", "points.csv", "--mask-origin", "3,3"],
    "--mask-origin: expected a mask that it positions",
  ],
  [["--colocalize", "Near", "--mask-file", "mask.png", "--mask-origin", "3"], "--mask-origin: expected x,y"],
  [
    ["--colocalize", "Near", "--mask-file", "mask.png", "--mask-pixel", "0"],
    "--mask-pixel: expected a number above 0, got",
  ],
  [
    ["--colocalize", "Near", "--points", "points.csv", "--sample-key", "batch"],
    "--sample-key: expected a column of obs",
  ],
])("%j is refused with the way out", async (args, message) => {
  const placed = args.map((arg) => (arg === "points.csv" ? points : arg === "mask.png" ? mask : arg));
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
    const named = "Near,Far,obs/score,obs/nothing";
    const args = ["--colocalize", named, "--points", points, "--report", "--unit-um", "2"];
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
      "--colocalize",
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
    expect(page).toContain("nothing was not tested");
    expect(page).toContain("cells are high in Near; they lie nearer to the points than expected by chance");
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

  const sliced = ["--sample-key", "slice", "--correct", "none"];
  test.each([
    [
      "a gene that was filtered out",
      ["Rare", "--min-cells", "3"],
      "got Rare of",
      "which was filtered out; lower --min-c",
    ],
    ["a value of var that names no gene", ["coding"], "expected a gene of", "got coding"],
    ["a score that some cells lack", ["obs/holes"], "in obs/holes of", `got none for 7 of ${n}; fill them in`],
  ])("%s is refused before the long work", async (_, [of, ...more], ...messages) => {
    const args = ["--colocalize", of, "--points", points, "--progress", "json", ...more];
    const { code, stderr } = await run("early", args);
    expect(code, stderr).toBe(2);
    for (const message of messages) expect(stderr).toContain(message);
    expect(stderr).not.toContain('"step":"features"');
  });

  test.each([
    ["a mask of two samples", "MASK", "expected one sample for a mask, got several"],
    ["points without samples", "id,x,y\np,20,30\n", "expected a column sample, as there are several"],
    ["points of an unknown sample", "sample,x,y\nmiddle,20,30\n", "a sample of left, right in line 2, got middle"],
    ["points of no analysed sample", "sample,x,y\nright,70,60\n", "expected points in the sample left, got none"],
  ])("%s are refused before the long work", async (_, given, message) => {
    const own = join(folder, "own.csv");
    writeFileSync(own, given);
    const target = given === "MASK" ? ["--mask-file", mask] : ["--points", own];
    const args = ["--colocalize", "Near", ...target, ...sliced, "--subset", "slice=left", "--progress", "json"];
    const { code, stderr } = await run("early", args);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('"step":"features"');
  });

  test("what no cell is high in is left out with a warning; twice the same is once", async () => {
    const args = ["--points", points];
    const some = await run("some", ["--colocalize", "obs/nothing,Near,Near", ...args]);
    expect(some, some.stderr).toMatchObject({ code: 0 });
    expect(some.stderr).toContain("nothing is left out: colocalization: expected some high cells, got none of 450");
    expect(csv("some", "colocalization").map(([of]) => of)).toEqual(["of", "Near"]);
    const none = await run("none", ["--colocalize", "obs/nothing", ...args]);
    expect(none, none.stderr).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, "none", "tables", "colocalization.csv"))).toBe(false);
    expect(
      (await readObs(await fileSource(join(folder, "none", "result.h5ad")))).columns.has("cellscape_distance"),
    ).toBe(true);
  });

  test("a map has the points of the samples that were analysed, and no others", async () => {
    const own = join(folder, "sides.csv");
    writeFileSync(own, "sample,x,y\nleft,20,30\nleft,40,85\nright,21,31\nright,30,40\nright,70,60\n");
    const args = ["--colocalize", "Near", "--points", own, ...sliced];
    const rings = async (name: string, more: readonly string[]) => {
      const { code, stderr } = await run(name, [...args, ...more]);
      expect(code, stderr).toBe(0);
      const map = readFileSync(join(folder, name, "figures", "colocalization_map_Near.svg"), "utf8");
      return (map.match(/<circle [^>]*r="3.6"/g)?.length ?? 0) / 2;
    };
    expect(await rings("left", ["--subset", "slice=left"])).toBe(2);
    // Two of the points of the right half lie beside its cells, and are not drawn.
    expect(await rings("both", [])).toBe(3);
  });

  test("a run that was cut off goes on with other genes and points, and ends as one that began with them", async () => {
    const keep = ["--checkpoint-every", "0", "--progress", "json"];
    const first = ["--colocalize", "Far", "--points", points, ...keep];
    const writing = crashWhen((stderr) => stderr.includes('"step":"write"'));
    const cut = await cellscape(["run", tissue, "--out", join(folder, "cut"), ...quick, ...first], writing);
    expect(cut.stderr).toContain(CRASHED);
    const moved = join(folder, "moved.csv");
    writeFileSync(moved, "x,y\n20,30\n70,61\n");
    const other = ["--colocalize", "Near,Far", "--points", moved, ...keep];
    const resumed = await run("cut", [...other, "--resume"]);
    expect(resumed, resumed.stderr).toMatchObject({ code: 0 });
    expect(resumed.stderr).toContain("loaded from checkpoints");
    expect(await run("uncut", other)).toMatchObject({ code: 0 });
    for (const file of ["result.h5ad", "tables/colocalization.csv"]) {
      const [one, two] = ["cut", "uncut"].map((name) => readFileSync(join(folder, name, file)));
      expect(one.equals(two), file).toBe(true);
    }
  });

  test.each([
    [["--colocalize", "Near"], "--colocalize: expected points or a mask, got neither"],
    [["--colocalize", "Near", "--points", "p.csv", "--mask-file", "m.png"], "got both"],
    [["--points", "p.csv"], "--points: expected genes or scores to test, got none"],
    [["--colocalize", "near", "--points", "POINTS"], "got near; did you mean Near?"],
    [["--colocalize", "obs/absent", "--points", "POINTS"], "(score, holes, nothing), got obs/absent"],
    [["--colocalize", "Near", "--points", "absent.csv"], "absent.csv"],
    [["--colocalize", "Near", "--mask-file", "MASK", "--mask-origin", "3"], "expected x,y, got 3"],
    [["--colocalize", "Near", "--points", "POINTS", "--mask-pixel", "2"], "--mask-pixel: expected a mask"],
    [["--mask-origin", "0,0"], "--mask-origin: expected a mask that it positions, got none; add --mask-file"],
  ])("%j is refused", async (args, message) => {
    const given = args.map((each) => (each === "POINTS" ? points : each === "MASK" ? mask : each));
    const { code, stderr } = await run("refused", given);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
