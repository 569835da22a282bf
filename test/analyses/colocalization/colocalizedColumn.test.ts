import { expect, test } from "vitest";
import { colocalizedColumn } from "../../../src/analyses/colocalization/colocalizedColumn.ts";

const dataset = {
  name: "tissue.h5ad",
  genes: ["ENSG1", "ENSG2", "ENSG3"],
  var: {
    rows: 3,
    columns: new Map([
      ["gene_symbols", { kind: "string", values: ["Gfap", "Apoe", "Trem2"] } as const],
      ["biotype", { kind: "string", values: ["coding", "coding", "coding"] } as const],
    ]),
  },
  obs: { rows: 0, columns: new Map() },
};
const look = (of: string, geneNames?: { from: string; symbols: ReadonlyMap<string, string> }) =>
  colocalizedColumn(dataset, of, { genes: Uint32Array.of(1, 2), flag: "--of", geneNames });

test("a gene is found by its name, its symbol in var or one in a given table, among those that are analysed", () => {
  expect(look("ENSG2")).toEqual({ kind: "gene", name: "ENSG2", gene: 0 });
  expect(look("Trem2")).toEqual({ kind: "gene", name: "Trem2", gene: 1 });
  const given = { from: "names.tsv", symbols: new Map([["ENSG3", "TREM2"]]) };
  expect(look("TREM2", given)).toEqual({ kind: "gene", name: "TREM2", gene: 1 });
});

test.each([
  ["Gfap", "got Gfap of tissue.h5ad, which was filtered out; lower --min-cells"],
  ["ENSG1", "which was filtered out"],
  ["APOE", "expected a gene of tissue.h5ad, got APOE; did you mean Apoe?"],
  ["gfap", "got gfap; did you mean Gfap?"],
  ["coding", "expected a gene of tissue.h5ad, got coding; a column of numbers is named obs/COLUMN"],
])("%s is refused with the reason", (of, message) => {
  expect(() => look(of)).toThrow(message);
});
