import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import type { CategoryColumn } from "../../../src/data/table.ts";
import { readAnnotations } from "../../../src/io/anndata/h5ad.ts";
import { readUns } from "../../../src/io/anndata/uns.ts";
import { writeDataset } from "../../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { cellscape } from "../command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-edits-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const quick = ["--threads", "1", "--no-timings", "--progress", "none", "--no-figures"];
const column = "cellscape_domain";

beforeAll(async () => {
  const tissue = simulateTissue({ cells: 560, genes: 40, domains: 4 }, createRandom(3));
  await writeDataset(fileTarget(at("tissue.h5ad")), tissue);
  const flags = ["--method", "smooth", "--rounds", "1", "--domains", "5", "--want", "alternatives,composition,markers"];
  await works(["run", at("tissue.h5ad"), ...flags, ...quick, "--out", at("first")]);
});

async function works(args: readonly string[]) {
  const outcome = await cellscape(args);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
  return outcome;
}

const annotationsOf = async (path: string) => readAnnotations(await fileSource(at(path)));

async function domainsOf(path: string, name = column): Promise<CategoryColumn> {
  const found = (await annotationsOf(path)).obs.columns.get(name);
  if (found?.kind !== "category") throw new Error(`expected groups in ${name} of ${path}`);
  return found;
}

function saved(name: string, edits: readonly object[], more: object = {}): string {
  writeFileSync(at(name), JSON.stringify({ format: "cellscape-edits/1", column, edits, ...more }));
  return at(name);
}

const textsOf = ({ codes, categories }: CategoryColumn) => Array.from(codes, (code) => categories[code] ?? "");

const three = [
  { edit: "rename", column, group: "1", to: "White matter" },
  { edit: "merge", column, groups: ["2", "3"], to: "Cortex" },
  { edit: "recolor", column, group: "4", color: "#123456" },
  { edit: "reorder", column, order: ["Cortex", "4", "5", "White matter"] },
];

test("edits change the domains, their colours and the analyses, and the record holds them", async () => {
  await works(["apply-edits", at("first/result.h5ad"), saved("three.json", three), ...quick, "--out", at("three")]);
  const [before, after] = [await domainsOf("first/result.h5ad"), await domainsOf("three/result.h5ad")];
  expect(after.categories).toEqual(["Cortex", "4", "5", "White matter"]);
  const names = new Map(Object.entries({ 1: "White matter", 2: "Cortex", 3: "Cortex", 4: "4", 5: "5" }));
  expect(textsOf(after)).toEqual(textsOf(before).map((name) => names.get(name)));
  expect((await annotationsOf("three/result.h5ad")).colors.get(column)?.[1]).toBe("#123456");
  const groups = readFileSync(at("three/tables/markers_domains.csv"), "utf8");
  expect(groups).toMatch(/^Cortex,/m);
  expect(groups).not.toMatch(/^2,/m);
  const record = await readUns(await fileSource(at("three/result.h5ad")), "cellscape_edits");
  expect(record).toMatchObject({ column, edits: three.map((edit) => JSON.stringify(edit)) });
  expect(JSON.parse(readFileSync(at("three/manifest.json"), "utf8")).job).toBe("apply-edits");
});

test("analyze goes on with the edited domains, and the edited file does the same to the first result", async () => {
  await works(["analyze", at("three/result.h5ad"), "--want", "markers", ...quick, "--out", at("analysed")]);
  const markers = (name: string) => readFileSync(at(`${name}/tables/markers_domains.csv`), "utf8");
  expect(markers("analysed")).toBe(markers("three"));
  await works(["apply-edits", at("first/result.h5ad"), at("three/result.h5ad"), ...quick, "--out", at("again")]);
  expect(readFileSync(at("again/result.h5ad")).equals(readFileSync(at("three/result.h5ad")))).toBe(true);
});

test("edits that the file holds are not done twice, and later ones go on from them", async () => {
  const { edits, ...rest } = JSON.parse(readFileSync(at("three.json"), "utf8"));
  const more = [...edits, { edit: "rename", column, group: "Cortex", to: "Grey matter" }];
  const file = saved("more.json", more, rest);
  await works(["apply-edits", at("three/result.h5ad"), file, ...quick, "--out", at("more")]);
  expect((await domainsOf("more/result.h5ad")).categories).toEqual(["Grey matter", "4", "5", "White matter"]);
  const { edits: held } = (await readUns(await fileSource(at("more/result.h5ad")), "cellscape_edits")) as {
    edits: string[];
  };
  expect(held).toHaveLength(5);
});

test("a new column leaves the domains as they are, and is the one that analyses use", async () => {
  const edits = [
    { edit: "copy-column", column, to: "layer" },
    { edit: "rename", column: "layer", group: "1", to: "L1" },
  ];
  const file = saved("layer.json", edits, { column: "layer" });
  await works(["apply-edits", at("first/result.h5ad"), file, ...quick, "--want", "markers", "--out", at("layer")]);
  expect(await domainsOf("layer/result.h5ad")).toEqual(await domainsOf("first/result.h5ad"));
  expect((await domainsOf("layer/result.h5ad", "layer")).categories[0]).toBe("L1");
  await works(["analyze", at("layer/result.h5ad"), "--want", "composition", ...quick, "--out", at("later")]);
  expect(readFileSync(at("later/domains.csv"), "utf8")).toMatch(/\bL1\b/);
  const refused = await cellscape(["choose", at("layer/result.h5ad"), "2", ...quick, "--out", at("none")]);
  expect(refused.stderr).toMatch(/got edits of layer; apply an edit of kind/);
});

test("a chosen kind is the one that choose makes, with its record", async () => {
  await works(["choose", at("first/result.h5ad"), "2", ...quick, "--out", at("chosen")]);
  await works([
    "apply-edits",
    at("first/result.h5ad"),
    saved("kind.json", [{ edit: "kind", kind: 2 }]),
    ...quick,
    "--out",
    at("kind"),
  ]);
  for (const name of [column, `${column}_raw`, "cellscape_alternative_1"]) {
    expect(textsOf(await domainsOf("kind/result.h5ad", name)), name).toEqual(
      textsOf(await domainsOf("chosen/result.h5ad", name)),
    );
  }
  const recordOf = async (name: string) => readUns(await fileSource(at(`${name}/result.h5ad`)), "cellscape");
  expect(await recordOf("kind")).toEqual(await recordOf("chosen"));
});

test("labels of some cells give the domains that analyze finds from the same labels", async () => {
  const { cells } = await annotationsOf("first/result.h5ad");
  const domains = textsOf(await domainsOf("first/result.h5ad"));
  const some = (name: string, count: number) => cells.filter((_, i) => domains[i] === name).slice(0, count);
  const labels = { Inner: some("1", 6), Outer: some("2", 6) };
  const rows = Object.entries(labels).flatMap(([label, names]) => names.map((cell) => `${cell},${label}`));
  writeFileSync(at("hints.csv"), ["cell,label", ...rows].join("\n"));
  const result = at("first/result.h5ad");
  await works([
    "analyze",
    result,
    "--hints",
    at("hints.csv"),
    "--want",
    "composition",
    ...quick,
    "--out",
    at("hinted"),
  ]);
  const edit = {
    edit: "hints",
    column,
    labels: Object.entries(labels).map(([label, names]) => ({ label, choice: { cells: names } })),
  };
  await works(["apply-edits", result, saved("hints.json", [edit]), ...quick, "--out", at("followed")]);
  const [analysed, edited] = [await domainsOf("hinted/result.h5ad"), await domainsOf("followed/result.h5ad")];
  // Those without a label keep a name of before here, and get a number there: the same cells are together.
  const pairs = new Set(textsOf(edited).map((name, i) => `${name} ${textsOf(analysed)[i]}`));
  expect(pairs.size).toBe(edited.categories.length);
  expect(analysed.categories).toHaveLength(edited.categories.length);
  expect(edited.categories).toEqual(expect.arrayContaining(["Inner", "Outer"]));
});

test("a file without a run gets the columns alone, and names what was computed from those before", async () => {
  const edits = [
    { edit: "copy-column", column: "domain", to: "region" },
    { edit: "merge", column: "region", groups: ["0", "1"], to: "core" },
  ];
  const names = (await domainsOf("tissue.h5ad", "domain").catch(() => undefined))?.categories ?? [];
  expect(names.slice(0, 2)).toHaveLength(2);
  const own = edits.map((edit) => ("groups" in edit ? { ...edit, groups: names.slice(0, 2) } : edit));
  const file = saved("plain.json", own, { column: "region" });
  await works(["apply-edits", at("tissue.h5ad"), file, ...quick, "--out", at("plain")]);
  expect((await domainsOf("plain/result.h5ad", "region")).categories).toContain("core");
});

test.each([
  [
    "an edit that does not fit",
    [{ edit: "rename", column, group: "9", to: "x" }],
    {},
    /wrong.json: edit 1 \(rename\): expected a group of 1, 2, 3, 4, 5, got 9/,
  ],
  ["an entry that is none", [{ edit: "rename", column, group: "1" }], {}, /wrong.json: edit 1\/to: .*docs\/editing.md/],
  [
    "edits of other labels",
    three,
    { began_with: { [column]: "0000" } },
    /expected the labels in obs\/cellscape_domain of .*--other-labels/,
  ],
])(
  "%s is refused with the file, the entry and a suggested fix, and nothing is written",
  async (_, edits, more, message) => {
    const outcome = await cellscape([
      "apply-edits",
      at("first/result.h5ad"),
      saved("wrong.json", edits, more),
      ...quick,
      "--out",
      at("none"),
    ]);
    expect(outcome.code).not.toBe(0);
    expect(outcome.stderr).toMatch(message);
    expect(existsSync(at("none/result.h5ad"))).toBe(false);
  },
);

test("edits of other labels are applied by name where that is wanted", async () => {
  const file = saved("other.json", three, { began_with: { [column]: "0000" } });
  await works([
    "apply-edits",
    at("first/result.h5ad"),
    file,
    "--other-labels",
    ...quick,
    "--want",
    "composition",
    "--out",
    at("other"),
  ]);
  expect((await domainsOf("other/result.h5ad")).categories).toContain("White matter");
});

test("data that cannot hold edits are refused with what to do", async () => {
  writeFileSync(at("some.json"), JSON.stringify({ format: "cellscape-edits/1", column: "kind", edits: [] }));
  const { code, stderr } = await cellscape(["apply-edits", "fixtures/formats/slideseq", at("some.json")]);
  expect(stderr).toContain("slideseq: expected an .h5ad, which can hold edits, got csv folder; find its domains first");
  expect(stderr).toContain("(cellscape run fixtures/formats/slideseq --out results) and edit results/result.h5ad");
  expect(code).toBe(2);
});
