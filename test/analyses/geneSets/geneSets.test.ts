import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseGmt } from "../../../src/analyses/geneSets/geneSets.ts";
import { testNeeding } from "../../needing.ts";

describe("a GMT file", () => {
  test("is a set a line, with weights, blanks, comments and Windows line ends let pass", () => {
    const text = "\uFEFF# Enrichr export\r\nT1 (GO:1)\t\tMBP,1.0\tPLP1,0.3\t\tMBP\r\n\r\nT2\tabout\t Mobp \t\n";
    expect(parseGmt(text, "a.gmt")).toEqual({
      name: "a.gmt",
      sets: [
        { name: "T1 (GO:1)", description: "", genes: ["MBP", "PLP1"] },
        { name: "T2", description: "about", genes: ["Mobp"] },
      ],
      notes: [],
    });
  });

  test("says which sets were empty or repeated", () => {
    const { sets, notes } = parseGmt("A\t\tX\nB\tnothing\nA\t\tY\tX\n", "b.gmt");
    expect(sets).toEqual([{ name: "A", description: "", genes: ["X", "Y"] }]);
    expect(notes).toEqual(["b.gmt: left out 1 set (B) without genes", "b.gmt: joined the lines of 1 repeated set (A)"]);
  });

  test("names the line that is no gene set", () => {
    expect(() => parseGmt("A\t\tX\nB X Y Z\n", "c.gmt")).toThrow(
      'c.gmt line 2: expected a name, a description and genes between tabs, got "B X Y Z"',
    );
    expect(() => parseGmt("<!DOCTYPE html>\n", "d.gmt")).toThrow("this is a web page");
    expect(() => parseGmt("\t\tX\n", "e.gmt")).toThrow("e.gmt line 1");
  });

  test("without any set is refused", () => {
    expect(() => parseGmt("\n# nothing\n", "f.gmt")).toThrow("f.gmt: expected at least one gene set, got none");
  });
});

const library = "../shared/data/genesets/enrichr.GO_Biological_Process_2021.gmt";
testNeeding(library, existsSync(library), "all 6,036 sets of GO Biological Process 2021 are read", () => {
  const { sets, notes } = parseGmt(readFileSync(library, "utf8"), "GO_Biological_Process_2021");
  expect(sets.length).toBe(6036);
  expect(notes).toEqual([]);
  expect(sets[5].genes.every((gene) => /^[^\s,]+$/.test(gene))).toBe(true);
});
