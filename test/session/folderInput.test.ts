import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspectFile, runFile } from "../../src/entries/node.ts";
import { readH5ad } from "../../src/io/anndata/h5ad.ts";
import { withHdf5 } from "../../src/io/hdf5/hdf5.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { inputAt } from "../../src/io/node/nodeFolder.ts";
import { readDataset } from "../../src/io/open.ts";
import { type ConfigInput, parseConfig } from "../../src/session/options/run.ts";
import { h5Bytes, picture, type SmallTenx, scaleFactors, text } from "../io/tenxFiles.ts";

const base = mkdtempSync(join(tmpdir(), "cellscape-folder-run-"));
const outs = join(base, "sample", "outs");
afterAll(() => rmSync(base, { recursive: true }));

/** Forty spots of two halves that differ in their genes, and an antibody. */
function tissue(): SmallTenx {
  const n = 40;
  const barcodes = Array.from({ length: n }, (_, j) => `SPOT${j}-1`);
  const genes = Array.from({ length: 12 }, (_, u) => u);
  const counts = barcodes.map((_, j) => genes.map((u) => (j < n / 2 === u < 6 ? 9 : 1) + ((j * 7 + u * 3) % 4)));
  const names = genes.map((u) => `G${u}`);
  const types = genes.map((u) => (u === 11 ? "Antibody Capture" : "Gene Expression"));
  return { barcodes, ids: names.map((name) => `ID-${name}`), names, types, genome: "GRCh38", counts };
}

const places = tissue().barcodes.map((name, j) => `${name},1,${j >> 3},${j % 8},${10 * (j >> 3)},${10 * (j % 8)}`);

beforeAll(async () => {
  const files = {
    "filtered_feature_bc_matrix.h5": await h5Bytes(tissue()),
    "spatial/tissue_positions.csv": text(
      `${["barcode,in_tissue,array_row,array_col,pxl_row_in_fullres,pxl_col_in_fullres", ...places].join("\n")}\n`,
    ),
    "spatial/scalefactors_json.json": scaleFactors(),
    "spatial/tissue_hires_image.png": picture(),
    "web_summary.html": new Uint8Array(10),
  };
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(outs, path)), { recursive: true });
    writeFileSync(join(outs, path), bytes);
  }
});

const run = (out: string, more: ConfigInput = {}) =>
  runFile(outs, { config: parseConfig({ method: "smooth", domains: 2, threads: 1, ...more }), out: join(base, out) });

test("a folder runs: the result is a new .h5ad with the tissue's picture, and the manifest names the files that were read", async () => {
  await run("first");
  const before = await readDataset(await inputAt(outs));
  const result = await fileSource(join(base, "first", "result.h5ad"));
  const after = await readH5ad(result);
  expect({ cells: after.cells, genes: after.genes, counts: after.counts }).toEqual({
    cells: before.cells,
    genes: before.genes,
    counts: before.counts,
  });
  expect([...after.positions.values]).toEqual([...before.positions.values]);
  const columns = [...after.obs.columns.keys()];
  expect(columns).toEqual(expect.arrayContaining(["array_row", "in_tissue", "cellscape_domain"]));
  expect(after.var.columns.get("gene_ids")).toEqual({
    kind: "string",
    values: before.genes.map((gene) => `ID-${gene}`),
  });
  withHdf5(await result.mount(), (file) => {
    const at = "uns/spatial/sample-7";
    expect(file.info(`${at}/images/hires`).shape).toEqual([2, 3, 3]);
    expect(Array.from(file.numbers(`${at}/images/hires`))).toEqual(Array.from({ length: 18 }, (_, i) => 10 * i));
    expect(Array.from(file.numbers(`${at}/scalefactors/tissue_hires_scalef`))).toEqual([0.5]);
    expect(file.strings(`${at}/metadata/software_version`)).toEqual(["spaceranger-3.0.0"]);
  });

  const manifest = JSON.parse(readFileSync(join(base, "first", "manifest.json"), "utf8"));
  const read = [
    "filtered_feature_bc_matrix.h5",
    "spatial/scalefactors_json.json",
    "spatial/tissue_hires_image.png",
    "spatial/tissue_positions.csv",
  ];
  const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
  const lines = read.map((path) => `${sha256(readFileSync(join(outs, path)))}  ${path}`);
  expect(manifest.input).toMatchObject({ name: "outs", files: lines, sha256: sha256(`${lines.join("\n")}\n`) });
  expect(manifest.unit_um).toBe(0.5);
  expect(manifest.notes).toContain(
    "result.h5ad is a new file with the counts, positions, obs and var that were read, pictures of the tissue, and nothing else of the input",
  );
  expect(manifest.warnings).toContain("measurements other than genes were excluded: 1 Antibody Capture");
  expect(readFileSync(join(base, "first", "figures", "domains.svg"), "utf8")).toMatch(/µm|um</);
});

test("the command that an inspection prints is the one that runs", async () => {
  const { command, format } = await inspectFile(outs);
  expect(format).toBe("visium");
  expect(command).toEqual(["cellscape", "run", outs, "--out", "outs-cellscape"]);
});

test("--strict makes an error of what is lost, and writes nothing", async () => {
  await expect(run("strict", { strict: true })).rejects.toThrow(
    /outs: expected nothing to be lost in reading \(--strict\), got: measurements other than genes were excluded: 1 Antibody Capture/,
  );
});

test("options that the format does not use are refused", async () => {
  await expect(run("bins", { bin: 8 })).rejects.toThrow(
    /outs: expected only --genome, --positions FILE for visium, got --bin; leave it out/,
  );
  await expect(run("lost", { positions: "nowhere.csv" })).rejects.toThrow(
    /--positions: expected obsm\/KEY, .* or a file with positions, got nowhere.csv/,
  );
});

test("results do not go among the files of the input", async () => {
  const config = parseConfig({ method: "smooth" });
  await expect(runFile(outs, { config, out: outs })).rejects.toThrow(/expected another folder than the input/);
});

test("a file that is a part of a folder is refused with the folder to give", async () => {
  const part = join(outs, "spatial", "scalefactors_json.json");
  await expect(inspectFile(part)).rejects.toThrow(`got JSON text; it is part of ${outs} (visium): give that folder`);
});

test("tables beside a file that is whole are not what it lacks", async () => {
  const folder = join(base, "lone");
  mkdirSync(folder);
  const lone = join(folder, "lone.h5ad");
  writeFileSync(lone, gunzipSync(readFileSync("fixtures/h5ad/refused/no-positions.h5ad.gz")));
  const counts = join(folder, "counts.csv");
  writeFileSync(counts, "cell,A,B\na,1,2\nb,2,0\n");
  const config = parseConfig({ method: "smooth" });
  const refusal = async (path: string) =>
    runFile(path, { config, out: join(base, "none") }).then(
      () => "",
      (error: Error) => error.message,
    );
  expect(await refusal(counts)).toMatch(/add --positions FILE$/);
  writeFileSync(join(folder, "positions.csv"), "cell,x,y\na,1,2\nb,2,0\n");
  expect(await refusal(counts)).toContain(`if the tables in ${folder} are of one sample, give that folder`);
  expect(await refusal(lone)).toContain("expected positions");
  expect(await refusal(lone)).not.toContain("that folder");
});
