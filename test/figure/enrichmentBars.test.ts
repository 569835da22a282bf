import { expect, test } from "vitest";
import { enrichmentBars } from "../../src/figure/enrichmentBars.ts";
import { textsOf } from "./sample.ts";

const terms = [
  { term: "myelination", adjustedPValue: 1e-8, genes: ["MBP", "PLP1", "MOBP"], size: 20 },
  { term: "cell cycle", adjustedPValue: 0.5, genes: ["CCND1"], size: 300 },
];

test("two gene sets are this picture", async () => {
  await expect(enrichmentBars(terms, { title: "Gene sets of Domain 1" })).toMatchFileSnapshot(
    "../../fixtures/figures/enrichmentBars.svg",
  );
});

test("a set that is not significant is grey", () => {
  const fills = [...enrichmentBars(terms, { color: "#123456" }).matchAll(/<rect [^>]*y="[^"]*"[^>]*fill="([^"]+)"/g)];
  expect(fills.map(([, fill]) => fill)).toEqual(["#123456", "#b3bbc5"]);
});

test("shared genes are written beside the bar", () => {
  expect(textsOf(enrichmentBars(terms))).toContain("3 of 20: MBP, PLP1, MOBP");
});

test("a p-value of 0 is drawn, and no sets at all are said in words", () => {
  expect(enrichmentBars([{ ...terms[0], adjustedPValue: 0 }])).not.toMatch(/NaN|undefined|Infinity/);
  expect(textsOf(enrichmentBars([])).join(" ")).toContain("No gene set");
});
