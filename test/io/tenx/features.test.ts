import { expect, test } from "vitest";
import { chooseGenes, type TenxFeatures } from "../../../src/io/tenx/features.ts";

const features = (...entries: [name: string, type: string, genome?: string][]): TenxFeatures => ({
  names: entries.map(([name]) => name),
  ids: entries.map(([name], u) => `${name}-id${u}`),
  types: entries.map(([, type]) => type),
  genomes: entries.map(([, , genome = "hg38"]) => genome),
  more: new Map([["length", { kind: "number", values: Float64Array.from(entries, (_, u) => u) }]]),
});
const GENE = "Gene Expression";

test("genes keep their order and their annotations; antibodies are lost and controls noted", () => {
  const all = features(["A", GENE], ["CD3", "Antibody Capture"], ["Neg1", "Negative Control Probe"], ["B", GENE]);
  const chosen = chooseGenes("a.h5", all, undefined);
  expect([...chosen.geneOf]).toEqual([0, -1, -1, 1]);
  expect(chosen.genes).toEqual(["A", "B"]);
  expect([...chosen.var.columns.keys()]).toEqual(["gene_ids", "length", "feature_types", "genome"]);
  expect(chosen.var.columns.get("gene_ids")).toEqual({ kind: "string", values: ["A-id0", "B-id3"] });
  expect(chosen.var.columns.get("length")).toEqual({ kind: "number", values: Float64Array.of(0, 3) });
  expect(chosen.losses).toEqual(["measurements other than genes were excluded: 1 Antibody Capture"]);
  expect(chosen.notes).toHaveLength(1);
  expect(chosen.notes[0]).toMatch(/: 1 Negative Control Probe$/);
});

test("without types every feature is a gene, and names that occur twice are made unique", () => {
  const { types: _, ...rest } = features(["A", GENE], ["A", GENE]);
  const chosen = chooseGenes("a.h5", { ...rest, types: undefined }, undefined);
  expect(chosen.genes).toEqual(["A", "A-1"]);
  expect(chosen.var.columns.has("feature_types")).toBe(false);
});

test("one genome of several is kept where it is asked for; one that is not there is refused with those that are", () => {
  const both = features(["A", GENE, "hg38"], ["a", GENE, "mm10"]);
  expect(chooseGenes("a.h5", both, "mm10")).toMatchObject({ genes: ["a"], geneOf: Int32Array.of(-1, 0) });
  expect(chooseGenes("a.h5", both, undefined).notes).toEqual([
    "genes of several genomes: hg38, mm10 (--genome keeps one)",
  ]);
  expect(() => chooseGenes("a.h5", both, "rn6")).toThrow("a.h5: expected the genome rn6 (--genome), got hg38, mm10");
});

test("a file of antibodies alone has no genes", () => {
  expect(() => chooseGenes("a.h5", features(["CD3", "Antibody Capture"]), undefined)).toThrow(
    "a.h5: expected genes (feature type Gene Expression), got 1 Antibody Capture",
  );
});
