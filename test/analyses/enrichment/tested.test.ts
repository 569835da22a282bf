import { expect, test } from "vitest";
import { enrichmentAnalysis } from "../../../src/analyses/enrichment/index.ts";
import { enrichmentPage } from "../../../src/analyses/enrichment/page.ts";
import { reportedOf } from "../../results/reported.ts";

const made = reportedOf([0, 0, 1, 1]);
const group = (name: string) => ({
  group: name,
  query: ["A"],
  libraries: [{ library: "sets", querySize: 0, backgroundSize: 9, notes: [], terms: [] }],
});
const enrichment = { background: "all genes", domains: [group("1"), group("2")], types: [] };

test("gene sets that share no gene with the data are not tested: a note at the head, and no page of empty parts", () => {
  const all = { ...made, enrichment };
  expect(enrichmentPage.make(all)).toEqual([]);
  expect(enrichmentAnalysis.warnings?.(all)).toEqual([
    "Gene sets were not tested, as none shares a gene with the markers. Check the species and the gene identifiers of the gene sets.",
  ]);
  expect(enrichmentAnalysis.domainColumns?.(all)[0].values).toEqual(["not tested", "not tested"]);
});
