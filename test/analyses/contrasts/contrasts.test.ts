import { expect, test } from "vitest";
import { contrastsAnalysis } from "../../../src/analyses/contrasts/index.ts";
import { contrastKeys } from "../../../src/analyses/contrasts/keys.ts";
import { contrastsPage } from "../../../src/analyses/contrasts/page.ts";
import { contrastTables } from "../../../src/analyses/contrasts/table.ts";
import { rankMarkers } from "../../../src/analyses/markers/markers.ts";
import { domainColumn } from "../../../src/run/domainColumn.ts";
import { parseConfig } from "../../../src/session/options/run.ts";
import { datasetOf } from "../../datasets.ts";
import { smallRun } from "../../report/run.ts";

const { made } = await smallRun(240, { contrast: ["1:3", "1,2:3", "types=T1:T2", "domain=Layer 1:Layer 3", "1:9"] });
const named = () => (made.contrasts ?? []).map(({ requested, up, down }) => ({ requested, up, down }));

test("the domains, types and labels that are named are compared, without those that there are not", () => {
  expect(named()).toEqual([
    { requested: "1:3", up: ["1"], down: ["3"] },
    { requested: "1,2:3", up: ["1", "2"], down: ["3"] },
    { requested: "types=T1:T2", up: ["T1"], down: ["T2"] },
    { requested: "domain=Layer 1:Layer 3", up: ["Layer 1"], down: ["Layer 3"] },
  ]);
});

test("a domain beyond the requested number is refused before the work, unless domains will have names", () => {
  const check = (options: Parameters<typeof parseConfig>[0]) =>
    contrastsAnalysis.check(datasetOf([[1], [2]]), parseConfig({ contrast: ["1:9"], ...options }));
  expect(() => check({ domains: 3 })).toThrow("--contrast 1:9: expected two groups A:B of domains (1, 2, 3), got 9");
  for (const options of [{}, { domains: 9 }, { domains: 3, hints: "hints.csv" }, { domains: 3, names: "names.csv" }]) {
    expect(() => check(options)).not.toThrow();
  }
});

test("one domain against another is what the test of markers finds with that reference", () => {
  const [first] = made.contrasts ?? [];
  const expected = rankMarkers(made.allGenes?.expression ?? expect.fail(), domainColumn(made.domains), {
    ...{ reference: "3", groups: ["1"], tieCorrection: true },
  }).groups[0];
  expect(first.markers.pValues).toEqual(expected.pValues);
  expect(first.markers.logFoldChanges).toEqual(expected.logFoldChanges);
  expect(first.markers.cells).toBe(made.domains.domains[0].size);
});

test("several domains are one group", () => {
  const second = made.contrasts?.[1].markers;
  const [a, b, c] = made.domains.domains.map(({ size }) => size);
  expect([second?.cells, second?.otherCells]).toEqual([a + b, c]);
});

test("the first row is the largest score of either sign, and all genes have a row", () => {
  const [{ csv }] = contrastTables(made);
  const [, ...rows] = csv.trim().split("\n");
  const genes = made.allGenes?.genes.length ?? 0;
  expect(rows).toHaveLength(4 * genes);
  const scores = rows.slice(0, genes).map((row) => Math.abs(Number(row.split(",")[7])));
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(rows[0]).toMatch(/^1:3,Domain 1,Domain 3,/);
});

test("the page states that cells are no replicates, and that domains differ by construction", () => {
  const [text] = contrastsPage.make(made);
  expect(text).toMatchObject({ kind: "text" });
  expect(JSON.stringify(text)).toContain("Cells are not replicates");
  expect(JSON.stringify(text)).toContain("differ in it by construction");
  const { contrasts = [] } = made;
  const ofColumn = contrastsPage.make({ ...made, contrasts: contrasts.slice(3) })[0];
  expect(JSON.stringify(ofColumn)).not.toContain("by construction");
});

test("entries of the result have the name of the contrast and its reference", () => {
  const { uns } = contrastKeys(made);
  expect(Object.keys(uns ?? {})).toEqual([
    "cellscape_contrast_1_3",
    "cellscape_contrast_1_2_3",
    "cellscape_contrast_types_T1_T2",
    "cellscape_contrast_domain_Layer_1_Layer_3",
  ]);
  expect(uns?.cellscape_contrast_1_2_3).toMatchObject({
    params: { groupby: "cellscape_domain", reference: "3", method: "wilcoxon" },
  });
});
