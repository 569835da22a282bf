import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { enrich } from "../../../src/analyses/enrichment/enrichment.ts";
import type { GeneSets } from "../../../src/analyses/geneSets/geneSets.ts";

interface Row {
  readonly term: string;
  readonly overlap: string;
  readonly pValue: number;
  readonly adjustedPValue: number;
  readonly oddsRatio: number;
  readonly combinedScore: number;
  readonly genes: string[];
}
interface Case {
  readonly name: string;
  readonly query: string[];
  readonly background: number | string[] | null;
  readonly rows: Row[];
}
const fixture: { sets: Record<string, string[]>; enrichment: Case[] } = JSON.parse(
  readFileSync("fixtures/analysis-enrichment.json", "utf8"),
);

function library(sets: Record<string, readonly string[]>): GeneSets {
  return {
    name: "library",
    sets: Object.entries(sets).map(([name, genes]) => ({ name, description: "", genes })),
    notes: [],
  };
}

const options = (background: Case["background"]) =>
  background === null ? {} : { background: typeof background === "number" ? background : new Set(background) };

describe("over-representation", () => {
  test.each(fixture.enrichment)("equals GSEApy with $name", ({ query, background, rows }) => {
    const { terms } = enrich(query, library(fixture.sets), options(background));
    expect(terms.length).toBe(rows.length);
    for (const row of rows) {
      const got = terms.find(({ term }) => term === row.term);
      expect(`${got?.genes.length}/${got?.size}`).toBe(row.overlap);
      for (const field of ["pValue", "adjustedPValue", "oddsRatio", "combinedScore"] as const) {
        expect(Math.abs((got?.[field] ?? Number.NaN) / row[field] - 1), `${row.term} ${field}`).toBeLessThan(1e-8);
      }
      expect(got?.genes.map((gene) => gene.toUpperCase()).sort()).toEqual(row.genes);
    }
  });

  test("terms come by p-value, with genes in the query's order and spelling", () => {
    const { query, rows } = fixture.enrichment[3];
    expect(rows.length).toBeGreaterThan(5);
    const { terms } = enrich(query, library(fixture.sets));
    terms.slice(1).forEach((term, t) => {
      expect(term.pValue).toBeGreaterThanOrEqual(terms[t].pValue);
      expect(term.genes).toEqual(query.filter((gene, k) => term.genes.includes(gene) && query.indexOf(gene) === k));
    });
  });

  test("Enrichr's odds ratio has no halves and no zero below the line", () => {
    const sets = library({ T: ["A", "B", "C", "D"], U: ["A", "B"] });
    const { terms } = enrich(["A", "B", "E"], sets, { background: 100, oddsRatio: "enrichr" });
    expect(terms.map(({ term, oddsRatio }) => [term, oddsRatio])).toEqual([
      ["U", (2 * 97) / 1],
      ["T", (2 * 95) / 2],
    ]);
  });

  test("the combined score stays finite where p underflows", () => {
    const genes = Array.from({ length: 400 }, (_, k) => `G${k}`);
    const [term] = enrich(genes, library({ T: genes }), { background: 20_000 }).terms;
    expect(term.pValue).toBe(0);
    expect(term.combinedScore).toBeGreaterThan(0);
    expect(term.combinedScore).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  test("sets outside the size limits are not tested and do not weigh on the adjustment", () => {
    const sets = library({ small: ["A"], right: ["A", "B"], large: ["A", "B", "C", "D"] });
    const { terms } = enrich(["A"], sets, { minSize: 2, maxSize: 3, background: 10 });
    expect(terms.map(({ term }) => term)).toEqual(["right"]);
    expect(terms[0].adjustedPValue).toBe(terms[0].pValue);
  });
});

describe("what is said to the user", () => {
  const human = library({ T: ["MBP", "PLP1", "MOBP"] });

  test("mouse symbols on human sets are compared without their case, and said", () => {
    const { terms, notes } = enrich(["Mbp", "Plp1", "Xyz"], human);
    expect(terms[0].genes).toEqual(["Mbp", "Plp1"]);
    expect(notes[0]).toContain("those of the gene sets are in upper case (human): compared without their case");
    expect(notes).toContain("1 of 3 genes were not tested: they are not in the background");
  });

  test("exact matching finds none of them, and says that they may be of another species", () => {
    const { terms, notes } = enrich(["Mbp", "Plp1"], human, { symbols: "exact" });
    expect(terms).toEqual([]);
    expect(notes.at(-1)).toBe(
      "none of 2 genes such as Mbp is in a gene set: are they of another species, or identifiers instead of symbols?",
    );
  });

  test("genes in no set are counted", () => {
    expect(enrich(["MBP", "ABC", "DEF"], human, { background: 100 }).notes).toEqual([
      "2 of 3 genes tested are in no gene set",
    ]);
  });

  test("no query gives no terms", () => {
    expect(enrich([], human).terms).toEqual([]);
  });

  test("a background too small is refused", () => {
    expect(() => enrich(["A", "B"], human, { background: 1 })).toThrow("at least the 2 genes of the query, got 1");
    expect(() => enrich(["MBP"], human, { background: 2 })).toThrow('at least the 3 genes of the query and "T", got 2');
    expect(() => enrich(["MBP"], human, { background: 0 })).toThrow("a background of 1 gene or more, got 0");
  });
});
