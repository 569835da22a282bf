import { expect, test, vi } from "vitest";
import { type AllArtifacts, allSteps } from "../../src/analyses/registry.ts";
import { checkAnalyses, chosenAnalyses as chosen, wantedAnalyses } from "../../src/analyses/wanted.ts";
import { createRandom } from "../../src/core/random.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import type { Context } from "../../src/run/artifacts.ts";
import { run } from "../../src/run/run.ts";
import type { ConfigInput, RunConfig } from "../../src/session/options/run.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../settings.ts";

const tissue = simulateTissue({ cells: 240, genes: 40, domains: 3, cellTypes: 4 }, createRandom(3));

const chosenAnalyses = (config: RunConfig) => chosen(config).map(({ name }) => name);

/** Run with the smoothing baseline, which needs no engine, and keep what was said. */
async function analyse(
  wanted: readonly (keyof AllArtifacts)[],
  input: ConfigInput = {},
  { dataset = tissue, ...context }: Partial<Context> & { readonly dataset?: Dataset } = {},
) {
  const notes: string[] = [];
  const made = await run(dataset, wanted, allSteps(), {
    config: settingsFor({ domains: 3, method: "smooth", ...input }),
    engine: () => Promise.reject(new Error("no engine here")),
    report: (progress) => {
      if (progress.kind === "note" || progress.kind === "warning") notes.push(progress.text);
    },
    signal: undefined,
    clock: () => 0,
    ...context,
  });
  return { ...made.artifacts, notes };
}

test("a plain run makes no analysis, a report makes all that need no file", () => {
  expect(wantedAnalyses(settingsFor({}))).toEqual([]);
  expect(chosenAnalyses(settingsFor({ want: "none" }))).toEqual([]);
  const all = chosenAnalyses(settingsFor({ report: true }));
  expect(all).toEqual(chosenAnalyses(settingsFor({ want: "all" })));
  expect(all).toContain("spatial-genes");
  expect(all).not.toContain("enrichment");
});

test("an option that only one analysis reads asks for that analysis", () => {
  expect(chosenAnalyses(settingsFor({ geneSets: ["sets.gmt"] }))).toEqual(["enrichment"]);
  expect(chosenAnalyses(settingsFor({ resolution: 2 }))).toEqual(["cell-types"]);
  expect(chosenAnalyses(settingsFor({ cellTypes: "cell_type", want: "markers" }))).toEqual(["cell-types", "markers"]);
});

test("enrichment without gene sets and an unknown analysis are refused with the way out", () => {
  expect(() => wantedAnalyses(settingsFor({ want: "enrichment" }))).toThrow(/add --gene-sets FILE.gmt/);
  expect(() => settingsFor({ want: "markers,maps" })).toThrow(
    /--want: expected a list of quality, domain-counts, alternatives, cell-types, umap/,
  );
  expect(() => settingsFor({ subset: "column" })).toThrow('--subset: expected column=value, got "column"');
});

test("an analysis that fails is left out with a warning; what the domains need is not", async () => {
  const { domains, notes, ...made } = await analyse(["domains", "seedScores", "paga"], { truth: "absent" });
  expect(domains.count).toBe(3);
  expect(made.paga).toBeDefined();
  expect(made.seedScores).toBeUndefined();
  expect(notes.join("\n")).toMatch(/^skipped: Scoring the domains of each seed .*; --truth: expected a column of obs/m);
  await expect(analyse(["domains", "seedScores"], { domains: 240, truth: "absent" })).rejects.toThrow(
    "more cells than",
  );
});

test("markers of domains are found among all genes, not only those that the domains were found with", async () => {
  const { selection, allGenes, domainMarkers } = await analyse(["selection", "allGenes", "domainMarkers"], {
    genes: 10,
    minCells: 1,
  });
  expect(selection.genes.length).toBe(10);
  expect(allGenes.genes.length).toBeGreaterThan(30);
  expect(domainMarkers.groups.map(({ group, scores }) => [group, scores.length])).toEqual(
    ["1", "2", "3"].map((group) => [group, allGenes.genes.length]),
  );
});

test("symbols are taken from var where the file has them, and stay unique", async () => {
  const symbols = tissue.genes.map((gene, u) => (u < 2 ? "Twice" : u === 2 ? undefined : gene.toUpperCase()));
  const columns = new Map([["feature_name", { kind: "string" as const, values: symbols }]]);
  const dataset = { ...tissue, var: { rows: tissue.genes.length, columns } };
  const { allGenes, notes } = await analyse(["allGenes"], {}, { dataset });
  expect(allGenes.symbolsFrom).toBe("var/feature_name");
  expect(allGenes.symbols.slice(0, 4)).toEqual(["Twice", tissue.genes[1], tissue.genes[2], symbols[3]]);
  expect(notes).toContain("gene symbols from var/feature_name, for 38 of 40 genes");
});

test("cell types are communities of cells alike in expression, by default with Leiden", async () => {
  for (const cellTypes of ["leiden", "louvain"] as const) {
    const found = await analyse(["cellTypes"], { cellTypes, resolution: 0.5 });
    const { types, foundBy: method, embedding, resolution, column } = found.cellTypes;
    expect({ method, embedding, resolution, column }).toEqual({
      method: cellTypes,
      embedding: "components",
      resolution: 0.5,
      column: undefined,
    });
    expect(types.codes.length).toBe(240);
    expect(types.categories[0]).toBe("T1");
  }
});

test("the file's own annotation may be the cell types, without a graph being made", async () => {
  const steps: string[] = [];
  const report: Context["report"] = (progress) => {
    if (progress.kind === "begin") steps.push(progress.step);
  };
  const { cellTypes, composition } = await analyse(
    ["cellTypes", "composition"],
    { cellTypes: "obs/cell_type" },
    { report },
  );
  expect(steps).not.toContain("intrinsicNeighbors");
  expect(cellTypes.foundBy).toBe("column");
  expect(composition.composition.types).toEqual(cellTypes.types.categories);
  expect(composition.composition.counts.reduce((a, b) => a + b, 0)).toBe(240);
});

test("a column of cell types that is not there, or holds measurements, is refused before the work", () => {
  expect(() => checkAnalyses(tissue, settingsFor({ cellTypes: "kind" }))).toThrow(/cell_type.*got kind/);
  const size = { kind: "number" as const, values: Float64Array.from({ length: 240 }, (_, i) => i / 2) };
  const measured = { ...tissue, obs: { rows: 240, columns: new Map([["size", size]]) } };
  expect(() => checkAnalyses(measured, settingsFor({ cellTypes: "size" }))).toThrow(/1 to 200 different labels/);
});

test("a subset runs on its cells alone", async () => {
  const { selection, domains, notes } = await analyse(["selection", "domains"], {
    subset: "domain=Layer 2",
    domains: 2,
  });
  const column = tissue.obs.columns.get("domain");
  if (column?.kind !== "category") throw new Error("the simulation names its domains");
  expect([...selection.cells].every((cell) => column.categories[column.codes[cell]] === "Layer 2")).toBe(true);
  expect(domains.refined.length).toBe(selection.cells.length);
  expect(notes.join()).toMatch(/of 240 cells have domain=Layer 2; the other \d+ stay in the result, without a domain/);
});

test("a subset of nothing is refused with the values that there are", async () => {
  await expect(analyse(["selection"], { subset: "domain=9" })).rejects.toThrow(/expected a value of obs\/domain/);
  await expect(analyse(["selection"], { subset: "layer=9" })).rejects.toThrow(/expected a column of obs/);
});

test("one domain has no markers, which is said, and the run goes on", async () => {
  const { domainMarkers, neighborhoods, notes } = await analyse(["domainMarkers", "neighborhoods"], {
    domains: 1,
    cellTypes: "cell_type",
  });
  expect(domainMarkers.groups).toEqual([]);
  expect(neighborhoods.domains).toBeUndefined();
  expect(neighborhoods.types?.categories.length).toBeGreaterThan(1);
  expect(notes.join()).toContain("no markers: two domains with two cells each are required");
});

test("gene sets are looked up among the markers of each domain, against the genes tested or those given", async () => {
  const first = await analyse(["domainMarkers", "allGenes"]);
  const [best] = first.domainMarkers.groups;
  const genes = Array.from(best.order.subarray(0, 4), (u) => first.allGenes.symbols[u]);
  const geneSets = [{ name: "own", sets: [{ name: "best of 1", description: "", genes }], notes: [] }];
  const { enrichment } = await analyse(["enrichment"], { geneSets: ["own.gmt"] }, { inputs: { geneSets } });
  const [{ group, query, libraries }] = enrichment.domains;
  expect(group).toBe("1");
  expect(query.slice(0, 4)).toEqual(genes);
  expect(libraries[0].terms[0]).toMatchObject({ term: "best of 1", size: 4 });
  expect(libraries[0].terms[0].pValue).toBeLessThan(0.01);
  expect(enrichment.types).toEqual([]);
  expect(enrichment.background).toBe(
    `${first.allGenes.genes.length.toLocaleString("en")} genes that were tested for markers`,
  );
  const larger = await analyse(["enrichment"], { geneSets: ["own.gmt"] }, { inputs: { geneSets, background: 20000 } });
  expect(larger.enrichment.background).toBe("20,000 genes of --background");
  expect(larger.enrichment.domains[0].libraries[0].terms[0].pValue).toBeLessThan(libraries[0].terms[0].pValue);
});

test("the genes of each domain are ranked against gene sets without a threshold", async () => {
  const dataset = simulateTissue({ cells: 240, genes: 120, domains: 3, cellTypes: 4 }, createRandom(3));
  const first = await analyse(["domainMarkers", "allGenes"], {}, { dataset });
  const [best] = first.domainMarkers.groups;
  const genes = Array.from(best.order.subarray(0, 8), (u) => first.allGenes.symbols[u]);
  const geneSets = [{ name: "own", sets: [{ name: "best of 1", description: "", genes }], notes: [] }];
  const { gsea } = await analyse(["gsea"], { geneSets: ["own.gmt"], want: "gsea" }, { dataset, inputs: { geneSets } });
  const [{ group, libraries }] = gsea.domains;
  expect(group).toBe("1");
  expect(libraries[0].terms[0]).toMatchObject({ term: "best of 1" });
  expect(libraries[0].terms[0].normalizedScore).toBeGreaterThan(1);
  expect(libraries[0].terms[0].leadingEdge[0]).toBe(genes[0]);
  expect(gsea.types).toEqual([]);
  const few = await analyse(["gsea"], { geneSets: ["own.gmt"], want: "gsea" }, { inputs: { geneSets } });
  expect(few.gsea.domains).toEqual([]);
  expect(few.notes.join()).toContain("no gene set enrichment analysis: expected at least 100 ranked genes, got 40");
  expect(chosenAnalyses(settingsFor({ want: "gsea", geneSets: ["own.gmt"] }))).toEqual(["enrichment", "gsea"]);
  expect(() => wantedAnalyses(settingsFor({ want: "gsea" }))).toThrow(/--want gsea: .*add --gene-sets FILE.gmt/);
});

test("domains and cell types are met around their own kind more than by chance, at the nearest distance", async () => {
  const { coOccurrence } = await analyse(["coOccurrence"], { cellTypes: "cell_type" });
  const { categories, distances, ratios } = coOccurrence.domains ?? { categories: [], distances: [], ratios: [] };
  expect(categories).toEqual(["1", "2", "3"]);
  const bins = distances.length - 1;
  for (let k = 0; k < 3; k++) expect(ratios[k * 4 * bins + 1]).toBeGreaterThan(1);
  expect(coOccurrence.types?.categories.length).toBe(4);
});

test("gene identifiers get the symbols of a given table, with or without their version", async () => {
  const dataset = { ...tissue, genes: tissue.genes.map((_, u) => `ENSG${1000 + u}.2`) };
  const symbols = new Map([
    ["ENSG1000", "MBP"],
    ["ENSG1001.2", "PLP1"],
  ]);
  const geneNames = { from: "features.tsv", symbols };
  const { allGenes, notes } = await analyse(["allGenes"], {}, { dataset, inputs: { geneNames } });
  expect(allGenes.symbols.slice(0, 3)).toEqual(["MBP", "PLP1", "ENSG1002.2"]);
  expect(notes).toContain("gene symbols from features.tsv, for 2 of 40 genes");
});

test("identifiers that no gene set knows are warned of with the option that names them", async () => {
  const dataset = { ...tissue, genes: tissue.genes.map((_, u) => `ENSRNOG0000010${1000 + u}`) };
  const geneSets = [{ name: "own", sets: [{ name: "set", description: "", genes: ["MBP", "PLP1"] }], notes: [] }];
  const { notes } = await analyse(["enrichment"], { geneSets: ["own.gmt"] }, { dataset, inputs: { geneSets } });
  expect(notes.join()).toMatch(/such as ENSRNOG00000101000, .*give the symbols with --gene-names FILE.tsv/);
});

test("answers of Enrichr are listed beside those of files, and each group is queried once", async () => {
  const queries: string[][] = [];
  const row = [1, "remote", 0.1, 2, 3, [], 0.1];
  vi.stubGlobal("fetch", async (address: string, { body }: { body?: FormData } = {}) => {
    if (body) queries.push(String(body.get("list")).split("\n"));
    return Response.json(address.endsWith("addList") ? { userListId: 1 } : { GO: [row] });
  });
  const { enrichment } = await analyse(["enrichment"], { enrichr: ["GO"] });
  vi.unstubAllGlobals();
  const queried = enrichment.domains.filter(({ query }) => query.length > 0);
  expect(queries).toEqual(queried.map(({ query }) => query.map((gene) => gene.toUpperCase())));
  expect(enrichment.domains[0].libraries.map(({ library, terms }) => [library, terms[0].term])).toEqual([
    ["GO", "remote"],
  ]);
  expect(wantedAnalyses(settingsFor({ enrichr: ["GO"], want: "enrichment" }))).toContain("enrichment");
});

test("known labels are compared with after the run, and change nothing in it", async () => {
  const plain = await analyse(["domains"]);
  const { domains, seedScores } = await analyse(["domains", "seedScores"], { truth: "domain" });
  expect(domains.refined).toEqual(plain.domains.refined);
  expect(seedScores.seeds.length).toBe(1);
  expect(seedScores.scored).toBe(240);
  expect(seedScores.together.ari).toBeGreaterThan(0.3);
  expect(seedScores.seeds[0].refined.nmi).toBeGreaterThan(0.3);
  expect(() => checkAnalyses(tissue, settingsFor({ truth: "layer" }))).toThrow(/--truth: expected a column of obs/);
});

test("who stops before the analyses keeps the domains", async () => {
  const stop = new AbortController();
  const report: Context["report"] = (progress) => {
    if (progress.kind === "end" && progress.step === "domains") stop.abort();
  };
  const { domains, domainMarkers } = await analyse(["domains", "domainMarkers"], {}, { report, signal: stop.signal });
  expect(domains.count).toBe(3);
  expect(domainMarkers).toBeUndefined();
});

test("the same seed gives the same analyses", async () => {
  const wanted = ["cellTypes", "composition", "neighborhoods", "spatialGenes"] as const;
  const [a, b] = [await analyse(wanted), await analyse(wanted)];
  for (const name of wanted) expect(a[name]).toEqual(b[name]);
});

test("a report has all analyses, or those that are named", () => {
  expect(chosenAnalyses(settingsFor({ report: true, want: "paga" }))).toEqual(["paga"]);
  expect(chosenAnalyses(settingsFor({ report: true }))).toEqual(expect.arrayContaining(["paga", "markers", "umap"]));
});
