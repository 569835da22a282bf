import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { geneNamesFor, symbolsOf } from "../../../../src/analyses/allGenes/geneSymbols.ts";
import { shippedSymbols } from "../../../../src/analyses/allGenes/symbols/shipped.ts";
import { labelAt } from "../../../../src/data/labels.ts";
import { inputAt } from "../../../../src/io/node/nodeFolder.ts";
import { readDataset } from "../../../../src/io/open.ts";
import { tableOf } from "../../../columns.ts";
import { testNeeding } from "../../../needing.ts";

/** Identifiers as Ensembl gives them to genes whose names every text book has. */
const human = { ENSG00000197971: "MBP", ENSG00000131095: "GFAP", ENSG00000111640: "GAPDH", ENSG00000198888: "MT-ND1" };
const mouse = { ENSMUSG00000041607: "Mbp", ENSMUSG00000020932: "Gfap", ENSMUSG00000064341: "mt-Nd1" };

describe("symbols that come with the program", () => {
  test.each([
    ["human", human, 39_950],
    ["mouse", mouse, 56_655],
  ])("of %s", async (_, known, size) => {
    const names = await shippedSymbols(Object.keys(known));
    expect(Object.fromEntries(Object.keys(known).map((id) => [id, names?.symbols.get(id)]))).toEqual(known);
    expect(names?.symbols.size).toBe(size);
  });

  test("name genes that most go by identifiers, with or without versions, and no others", async () => {
    const versions = Object.keys(human).map((id) => `${id}.12`);
    const dataset = { genes: [...versions, "ENSG99999999999", "GFP"], var: tableOf(6, {}) };
    const { symbols, from } = symbolsOf(dataset, Uint32Array.of(0, 1, 4, 5), await geneNamesFor(dataset, undefined));
    expect(symbols).toEqual(["MBP", "GFAP", "ENSG99999999999", "GFP"]);
    expect(from).toMatch(/^HGNC/);
    expect(await shippedSymbols(["MBP", "GFAP", "ENSG00000111640"])).toBeUndefined();
    expect(await shippedSymbols(["ENSRNOG00000016516", "ENSRNOG00000002919"])).toBeUndefined();
  });

  test("give way to those of the file and of the user", async () => {
    const genes = Object.keys(human);
    const own = { kind: "string", values: ["a", "b", "c", "d"] } as const;
    expect(await geneNamesFor({ genes, var: tableOf(4, { gene_name: own }) }, undefined)).toBeUndefined();
    const given = { from: "own.tsv", symbols: new Map([[genes[0], "mine"]]) };
    expect(await geneNamesFor({ genes, var: tableOf(4, {}) }, given)).toBe(given);
  });

  const judged = "../shared/data/formats/h5ad/squidpy_test_data.h5ad";
  testNeeding(
    "../shared/data/formats",
    existsSync(judged),
    "agree with those of a mouse Visium file for 95 % of its genes",
    async () => {
      const { genes, var: table } = await readDataset(await inputAt(judged));
      const column = table.columns.get("gene_ids") ?? { kind: "string", values: [] };
      const ids = genes.map((_, u) => labelAt(column, u) ?? "");
      const names = await shippedSymbols(ids);
      const equal = genes.filter((gene, u) => names?.symbols.get(ids[u]) === gene).length;
      expect(equal / genes.length).toBeGreaterThan(0.95);
    },
  );
});
