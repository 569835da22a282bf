// Do labels of an annotated section find those of another one? NMI with the annotation over the cells of the new section: of the labels that
// are carried, beside that of the domains which the same joint run found without labels. Sections: two of one tissue, and halves of single ones, cut
// along the axis on which the halves share more of the labels; every section is the reference of the other once.
//
// Run:  npm run build && node bench/annotate.mjs --work DIR [--data DIR] [--seeds 1] [--only NAME] [--flags="--seeds 1"]
//
// No run reads a label of the new section. DIR keeps joint runs and figures: a second call goes on.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fileSource, open } from "cellscape/node";
import { partsLeftOut } from "../dist/src/domains/annotation/leftOut.js";
import { nodeHost } from "../dist/src/host/node/nodeHost.js";
import { readLabels } from "../dist/src/io/anndata/h5ad.js";
import { writeDataset } from "../dist/src/io/anndata/write.js";
import { keptFigures } from "./keptFigures.mjs";
import { deviation, mean } from "./paired.mjs";

const { values: given } = parseArgs({
  options: {
    work: { type: "string" },
    data: { type: "string", default: "../shared/data/annotated" },
    seeds: { type: "string", default: "1" },
    only: { type: "string" },
    flags: { type: "string", default: "" },
  },
});
if (!given.work) throw new Error("annotate: expected --work DIR, where joint runs and figures are kept");
mkdirSync(given.work, { recursive: true });
const cli = new URL("../dist/cli/main.js", import.meta.url).pathname;
const seeds = Array.from({ length: Number(given.seeds) }, (_, seed) => seed);
const kept = keptFigures(join(given.work, "figures.jsonl"));
const gaps = ["", "nan", "NaN", "NA", "undetermined"];

const cases = [
  { name: "BZ5 and BZ9", files: ["starmap_mpfc_BZ5", "starmap_mpfc_BZ9"], label: "layer", domains: 4 },
  { name: "halves of BY3", files: ["starmap_visual_cortex_BY3"], label: "layer", domains: 7 },
  { name: "halves of DLPFC", files: ["visium_dlpfc_151673"], label: "layer", domains: 7 },
  { name: "halves of osmFISH", files: ["osmfish_somatosensory"], label: "Region", domains: 11 },
].filter(({ name }) => !given.only || name.includes(given.only));

console.log("| case | reference | new | without labels | carried | difference | sd | none of these |");
console.log("|---|---|---|---|---|---|---|---|");
for (const each of cases) {
  const all = [];
  for (const seed of seeds) all.push(await kept(`${each.name}/${seed}`, () => measured(each, seed)));
  for (const [at, { reference, fresh }] of all[0].entries()) {
    const of = (what) => all.map((rows) => rows[at][what]);
    const difference = all.map((rows) => rows[at].carried - rows[at].free);
    const figures = [mean(of("free")), mean(of("carried")), mean(difference), deviation(difference), mean(of("none"))];
    console.log(`| ${[each.name, reference, fresh, ...figures.map((value) => value.toFixed(3))].join(" | ")} |`);
  }
}

/** Both directions of one joint run. */
async function measured({ name, files, label, domains }, seed) {
  const folder = join(given.work, `${name.replaceAll(" ", "-")}-${seed}`);
  const joint = join(folder, "joint");
  if (!existsSync(join(joint, "result.h5ad"))) {
    mkdirSync(folder, { recursive: true });
    const paths = files.map((file) => join(given.data, `${file}.h5ad`));
    const inputs = paths.length > 1 ? paths : [await withHalves(paths[0], label, join(folder, "halves.h5ad"))];
    const settings = [
      "--variant",
      "spatial-only",
      "--domains",
      `${domains}`,
      "--seed",
      `${seed}`,
      "--progress",
      "none",
    ];
    const split = paths.length > 1 ? [] : ["--sample-key", "half"];
    call(["run", ...inputs, ...settings, ...split, ...given.flags.split(" ").filter(Boolean), "--out", joint]);
  }
  const names = files.length > 1 ? files : ["first half", "second half"];
  return names.map((fresh, at) => {
    const reference = names[1 - at];
    const out = join(folder, `from-${at}`);
    const result = join(joint, "result.h5ad");
    call([
      "analyze",
      result,
      "--label",
      label,
      "--references",
      reference,
      "--replace",
      "--progress",
      "none",
      "--out",
      out,
    ]);
    const by = files.length > 1 ? "sample" : "half";
    const column = ["cellscape_domain", "cellscape_label"];
    const scored = ["--truth", label, ...column.flatMap((each) => ["--column", each]), "--by", by, "--json"];
    const { rows } = JSON.parse(call(["score", join(out, "result.h5ad"), ...scored]));
    const of = (wanted) => rows.find((row) => row.column === wanted && row.group === fresh);
    const own = { free: of(column[0]).nmi, carried: of(column[1]).nmi };
    return {
      reference,
      fresh,
      ...own,
      ari: of(column[1]).ari,
      none: noneIn(join(out, "tables", "annotation.csv"), fresh),
    };
  });
}

/** A copy of a file with the half of each cell. */
async function withHalves(path, label, to) {
  const dataset = await open(path);
  const { codes, categories } = await readLabels(await fileSource(path), label);
  const known = Int32Array.from(codes, (code) => (code >= 0 && gaps.includes(categories[code]) ? -1 : code));
  const { positions } = dataset;
  // Cells without a label lie in the half of their position.
  const [first, second] = partsLeftOut(new Int32Array(known.length), known, positions);
  const axis = separatingAxis(positions, first.cells, second.cells);
  const at = (i) => positions.values[i * positions.columns + axis];
  const border = Math.min(...Array.from(second.cells, at));
  const half = Int32Array.from(known, (_, i) => (at(i) < border ? 0 : 1));
  const column = { kind: "category", codes: half, categories: ["first half", "second half"], ordered: false };
  const columns = new Map([...dataset.obs.columns, ["half", column]]);
  await writeDataset(await nodeHost.files.target(to), { ...dataset, obs: { ...dataset.obs, columns } }, { uns: {} });
  return to;
}

/** The axis along which all of the first lie before all of the second. */
function separatingAxis({ values, columns }, first, second) {
  const most = (axis) => Math.max(...Array.from(first, (i) => values[i * columns + axis]));
  const least = (axis) => Math.min(...Array.from(second, (i) => values[i * columns + axis]));
  return most(0) <= least(0) ? 0 : 1;
}

/** Share of the cells of a new section that resemble no label. */
function noneIn(path, fresh) {
  const rows = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
    .filter(([sample]) => sample === fresh);
  const cells = (own) => own.reduce((sum, row) => sum + Number(row[3]), 0);
  return cells(rows.filter((row) => row[2] === "none of these")) / cells(rows);
}

function call(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`cellscape ${args.join(" ")} ended with ${status}:\n${stderr}`);
  return stdout;
}
