import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { readObs } from "../../src/io/anndata/h5ad.ts";
import { readUns } from "../../src/io/anndata/uns.ts";
import { writeDataset } from "../../src/io/anndata/write.ts";
import { fileSource, fileTarget } from "../../src/io/node/nodeFile.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { cellscape } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-choose-"));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const quick = ["--threads", "1", "--no-timings", "--progress", "none"];

beforeAll(async () => {
  const tissue = simulateTissue({ cells: 560, genes: 40, domains: 4 }, createRandom(3));
  await writeDataset(fileTarget(at("tissue.h5ad")), tissue);
  const flags = ["--method", "smooth", "--rounds", "1", "--domains", "5", "--want", "alternatives,composition,markers"];
  await works(["run", at("tissue.h5ad"), ...flags, ...quick, "--out", at("first")]);
  await works(["choose", at("first/result.h5ad"), "2", ...quick, "--out", at("second")]);
});

async function works(args: readonly string[]) {
  const outcome = await cellscape(args);
  expect(outcome, outcome.stderr).toMatchObject({ code: 0 });
}

async function columnsOf(name: string) {
  return (await readObs(await fileSource(at(`${name}/result.h5ad`)))).columns;
}

test("the second kind becomes the domains, and the first result its alternative, with its confidence", async () => {
  const [first, second] = [await columnsOf("first"), await columnsOf("second")];
  expect(second.get("cellscape_domain")).toEqual(first.get("cellscape_alternative_1"));
  expect(second.get("cellscape_confidence")).toEqual(first.get("cellscape_alternative_1_confidence"));
  expect(second.get("cellscape_alternative_1")).toEqual(first.get("cellscape_domain"));
  expect(second.get("cellscape_alternative_1_confidence")).toEqual(first.get("cellscape_confidence"));
  expect(second.get("cellscape_domain")).not.toEqual(first.get("cellscape_domain"));
});

test("what was not kept of a kind is missing, and not that of the first result", async () => {
  const second = await columnsOf("second");
  const raw = second.get("cellscape_domain_raw");
  const probability = second.get("cellscape_domain_prob");
  expect(raw?.kind === "category" && raw.codes.every((code) => code === -1)).toBe(true);
  expect(probability?.kind === "number" && probability.values.every(Number.isNaN)).toBe(true);
});

test("analyses are those of the chosen domains", async () => {
  const table = (name: string) => readFileSync(at(`${name}/domains.csv`), "utf8");
  expect(table("second")).not.toBe(table("first"));
  await works(["analyze", at("second/result.h5ad"), "--want", "markers", ...quick, "--out", at("analysed")]);
  const markers = (name: string) => readFileSync(at(`${name}/tables/markers_domains.csv`), "utf8");
  expect(markers("analysed")).toBe(markers("second"));
  expect(markers("second")).not.toBe(markers("first"));
});

test("the record states the choice and holds the kinds in their new order", async () => {
  const record = async (name: string) =>
    (await readUns(await fileSource(at(`${name}/result.h5ad`)), "cellscape")) as Readonly<Record<string, never>>;
  const [first, second] = [await record("first"), await record("second")];
  expect(second.chosen).toMatchObject({ kind: 2, result_before: "cellscape_alternative_1" });
  expect(second.kinds).toMatchObject({ columns: (first.kinds as { columns: unknown }).columns });
  const of = (kinds: { readonly support: ArrayLike<number>; readonly agreement: ArrayLike<number> }) => kinds;
  const [before, after] = [of(first.kinds), of(second.kinds)];
  expect([...Array.from(after.support)].slice(0, 2)).toEqual([before.support[1], before.support[0]]);
  expect(after.agreement[0]).toBe(1);
  expect(after.agreement[1]).toBeCloseTo(before.agreement[1], 12);
  expect(second.input).toEqual(first.input);
  expect(JSON.parse(readFileSync(at("second/manifest.json"), "utf8")).job).toBe("choose");
});

test("the same choice again brings the first result back", async () => {
  await works(["choose", at("second/result.h5ad"), "2", ...quick, "--out", at("third")]);
  const [first, third] = [await columnsOf("first"), await columnsOf("third")];
  for (const key of first.keys()) expect(third.get(key), key).toEqual(first.get(key));
  const table = (name: string) => readFileSync(at(`${name}/domains.csv`), "utf8");
  expect(table("third")).toBe(table("first"));
});

test.each([
  ["1", /expected the number of another kind, 2 or more, got 1/],
  ["9", /expected a kind from 2 to \d, got 9/],
  ["second", /expected the number of a kind, got second/],
])("kind %s is refused with what there is", async (kind, message) => {
  const outcome = await cellscape(["choose", at("first/result.h5ad"), kind, ...quick, "--out", at("none")]);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toMatch(message);
  expect(existsSync(at("none/result.h5ad"))).toBe(false);
});

test("a result without kinds is refused with the command that finds them, whose result is taken", async () => {
  const flags = ["--method", "smooth", "--rounds", "1", "--domains", "5"];
  await works(["run", at("tissue.h5ad"), ...flags, ...quick, "--out", at("plain")]);
  const outcome = await cellscape(["choose", at("plain/result.h5ad"), "2", ...quick, "--out", at("none")]);
  expect(outcome.stderr).toMatch(/--want alternatives/);
  await works(["analyze", at("plain/result.h5ad"), "--want", "alternatives", ...quick, "--out", at("kinds")]);
  await works(["choose", at("kinds/result.h5ad"), "2", ...quick, "--out", at("chosen")]);
  expect((await columnsOf("chosen")).get("cellscape_domain")).toEqual(
    (await columnsOf("first")).get("cellscape_alternative_1"),
  );
});

test("the refinement of a method goes with the partition that it is of", async () => {
  const flags = ["--method", "graphst", "--epochs", "3", "--domains", "4", "--want", "alternatives"];
  await works(["run", at("tissue.h5ad"), ...flags, ...quick, "--out", at("refined")]);
  await works(["choose", at("refined/result.h5ad"), "2", ...quick, "--out", at("other")]);
  await works(["choose", at("other/result.h5ad"), "2", ...quick, "--out", at("again")]);
  const [first, second, third] = await Promise.all(["refined", "other", "again"].map(columnsOf));
  const labelled = (name: string) => {
    const column = second.get(name);
    return column?.kind === "category" && column.codes.some((code) => code >= 0);
  };
  expect(first.has("cellscape_domain_own")).toBe(true);
  expect([labelled("cellscape_domain_own"), labelled("cellscape_alternative_1_own")]).toEqual([false, true]);
  for (const key of first.keys()) expect(third.get(key), key).toEqual(first.get(key));
  const truth = ["--truth", "domain", "--out", at("compared")];
  await works(["compare", at("refined/result.h5ad"), at("other/result.h5ad"), ...truth]);
  const { runs } = JSON.parse(readFileSync(at("compared/bench.json"), "utf8"));
  expect(runs[1].scores.own).toEqual(runs[1].scores.raw);
});
