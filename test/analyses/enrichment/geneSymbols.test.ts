import { expect, test } from "vitest";
import { matchSymbols } from "../../../src/analyses/enrichment/geneSymbols.ts";

const mouse = ["Mbp", "Snap25", "Gad1", "Slc17a7"];
const human = ["MBP", "SNAP25", "GAD1", "SLC17A7"];
const sets = (genes: readonly string[]) => [{ name: "set", description: "", genes }];

test("symbols spelt in one way are compared as they are, without a word", () => {
  for (const genes of [mouse, human]) {
    const { key, notes } = matchSymbols(genes, sets(genes));
    expect([key("Mbp"), notes]).toEqual(["Mbp", []]);
  }
});

test("mouse symbols meet human sets without their case, which is noted", () => {
  const { key, notes } = matchSymbols(mouse, sets(human));
  expect(key("Mbp")).toBe("MBP");
  expect(notes[0]).toMatch(/data are not in upper case \(mouse\), those of the gene sets are in upper case \(human\)/);
});

test("exact compares as they are though the spelling differs, and anyCase ignores it though it does not", () => {
  expect(matchSymbols(mouse, sets(human), "exact").key("Mbp")).toBe("Mbp");
  expect(matchSymbols(human, sets(human), "anyCase").key("Mbp")).toBe("MBP");
});

test("nine of ten symbols in upper case are a human panel, eight are not", () => {
  const panel = (upper: number) => Array.from({ length: 10 }, (_, i) => (i < upper ? `GENE${i}` : `Gene${i}`));
  expect(matchSymbols(panel(9), sets(human)).notes).toEqual([]);
  expect(matchSymbols(panel(8), sets(human)).notes).toHaveLength(1);
});

test("names of digits alone have no case", () => {
  expect(matchSymbols(["123", "456"], sets(human)).notes).toHaveLength(1);
});
