import { beforeAll, expect, test } from "vitest";
import { typeColors } from "../../src/analyses/cellTypes/colors.ts";
import { bestMarkers } from "../../src/analyses/markers/bestMarkers.ts";
import { analysisMethods, analysisWarnings } from "../../src/analyses/results.ts";
import { seedScoresPage } from "../../src/analyses/seedScores/page.ts";
import { methodsOf } from "../../src/results/methods.ts";
import { domainColors, slugsOf } from "../../src/results/reported.ts";
import { reportWarnings } from "../../src/results/warnings.ts";
import { smallRun } from "./run.ts";

let small: Awaited<ReturnType<typeof smallRun>>;

beforeAll(async () => {
  small = await smallRun();
});

test("few cells, weak and small domains and lone cells are warned of", () => {
  const { made } = small;
  const domains = made.domains.domains.map((each, k) => (k === 0 ? { ...each, weak: true, size: 3 } : each));
  const spoilt = { ...made, domains: { ...made.domains, domains }, graph: { ...made.graph, isolated: 2 } };
  const said = reportWarnings(spoilt).join("\n");
  expect(said).toContain("only 240 cells");
  expect(said).toContain("Domain 1 is unstable");
  expect(said).toContain("Domain 1 has fewer than 20 cells");
  expect(said).toContain("2 cells without spatial neighbours");
});

test("a domain that lies in one sample is told, unless that sample is most of the data", () => {
  const { made } = small;
  const columns = (codes: Int32Array) =>
    new Map([["batch", { kind: "category", codes, categories: ["A", "B"], ordered: false } as const]]);
  const withBatch = (codes: Int32Array) => ({
    ...made,
    dataset: { ...made.dataset, obs: { rows: codes.length, columns: columns(codes) } },
  });
  const driven = made.domains.refined.map((k) => (k === 0 ? 0 : 1));
  expect(reportWarnings(withBatch(driven)).join("\n")).toContain("Domain 1 (A)");
  const alone = made.domains.refined.map(() => 0);
  expect(reportWarnings(withBatch(alone)).join("\n")).not.toContain("batch effect");
});

test("methods cite what ran and nothing else, numbered in order", () => {
  const { made, config } = small;
  const { paragraphs, references } = methodsOf(made, config, {
    version: "1.2.3",
    engine: "native",
    analyses: analysisMethods,
  });
  const text = paragraphs.join(" ");
  expect(text).toContain("cellscape 1.2.3");
  expect(text).toContain("Wilcoxon");
  expect(references.join(" ")).not.toContain("Graph attention networks");
  const numbers = [...text.matchAll(/\[([\d, ]+)\]/g)].flatMap(([, list]) => list.split(", ").map(Number));
  const first = [...new Set(numbers)];
  expect(first).toEqual(references.map((_, i) => i + 1));
});

test("methods of a run without analyses say nothing of them", () => {
  const { dataset, selection, graph, domains } = small.made;
  const { paragraphs } = methodsOf(
    { dataset, selection, graph, domains },
    { ...small.config, method: "cellscape" },
    { version: "1", engine: "native", analyses: analysisMethods },
  );
  expect(paragraphs.join(" ")).toContain("the one that agrees best");
  expect(paragraphs.join(" ")).not.toMatch(/Leiden|Moran|UMAP/);
});

test("methods of several models say how their partitions were brought together", () => {
  const { domains } = small.made;
  const partitions = domains.partitions.map((each, at) => ({ ...each, embedding: at % 2 }));
  const made = { ...small.made, domains: { ...domains, partitions } };
  const wordsOf = (voters: number) => {
    const voted = { ...made, domains: { ...made.domains, refinement: { neighbors: voters, rounds: 1 } } };
    return methodsOf(voted, small.config, {
      version: "1",
      engine: "native",
      analyses: analysisMethods,
    }).paragraphs.join(" ");
  };
  expect(wordsOf(25)).toContain(`Of the ${partitions.length} fits to the embeddings of all models`);
  expect(wordsOf(25)).toContain("in few pieces of tissue weighing more");
  expect(wordsOf(25)).not.toContain("the one that agrees best");
  // Without neighbours nobody knows pieces, and all weigh the same.
  expect(wordsOf(0)).toContain("took the domain that most give it.");
});

test("the best markers of a group are its own, significant and the best first", () => {
  const { domainMarkers, allGenes } = small.made;
  for (const { group, indices } of bestMarkers(domainMarkers!, allGenes!, 3)) {
    const own = domainMarkers!.groups.find((each) => each.group === group)!;
    expect(indices.length).toBeLessThanOrEqual(3);
    for (const u of indices) expect(own.adjustedPValues[u]).toBeLessThanOrEqual(0.05);
  }
});

test("names of groups become names of files that no system refuses, each its own", () => {
  expect(slugsOf(["Astro", "L2/3 IT", "L2 3 IT", "../evil", "", "astro"])).toEqual([
    "Astro",
    "L2_3_IT",
    "L2_3_IT_3",
    "_evil",
    "_5",
    "astro_6",
  ]);
});

test("genes that go by Ensembl identifiers are told so on top, with the way to symbols", () => {
  const { made } = small;
  expect(analysisWarnings(made).join("\n")).not.toContain("--gene-names");
  const symbols = made.allGenes!.symbols.map((_, u) => (u === 0 ? "Xkr4" : `ENSMUSG0000010${999 + u}`));
  const said = analysisWarnings({ ...made, allGenes: { ...made.allGenes!, symbols } }).join("\n");
  expect(said).toContain("such as ENSMUSG00000101000");
  expect(said).toContain("--gene-names");
});

test("no type has the colour of a domain", () => {
  const [domains, types] = [domainColors(small.made), typeColors(small.made)];
  expect(types.length).toBe(small.made.cellTypes!.types.categories.length);
  expect(types.filter((color) => domains.includes(color))).toEqual([]);
});

test("where domains and types have more colours than there are, types share those that no domain has", () => {
  const many = (count: number) => ({ ...small.made, domains: { ...small.made.domains, count } });
  const withTypes = (count: number, typeCount: number) => {
    const categories = Array.from({ length: typeCount }, (_, t) => `type ${t}`);
    const types = { ...small.made.cellTypes!.types, categories };
    return { ...many(count), cellTypes: { ...small.made.cellTypes!, types } };
  };
  const colors = typeColors(withTypes(60, 9));
  expect(colors.length).toBe(9);
  expect(new Set(colors).size).toBe(4);
  expect(colors.filter((color) => domainColors(many(60)).includes(color))).toEqual([]);
  expect(typeColors(withTypes(64, 3))).toEqual(domainColors(many(3)));
});

test("methods tell of the vote that was held, and of none where sections are too small", () => {
  const textOf = (made: typeof small.made) =>
    methodsOf(made, small.config, { version: "1", engine: "none", analyses: analysisMethods }).paragraphs.join(" ");
  expect(small.made.domains.refinement.neighbors).toBe(0);
  expect(textOf(small.made)).not.toContain("majority vote");
  const domains = { ...small.made.domains, refinement: { neighbors: 25, rounds: 2 } };
  expect(textOf({ ...small.made, domains })).toContain(
    "majority vote among its 25 nearest neighbours in the tissue, 2 times",
  );
});

test("too few seeds to test are drawn without stars, and the caption says why", () => {
  const seedOf = (seed: number) => {
    const scores = { nmi: 0.5 + seed / 100, homogeneity: 0.6, completeness: 0.6, ari: 0.4 };
    return { seed, raw: scores, refined: scores };
  };
  const pageOf = (count: number) => {
    const seeds = Array.from({ length: count }, (_, seed) => seedOf(seed));
    const voteTests = { nmi: 0.03, homogeneity: 0.2, completeness: 0.2, ari: 0.2 };
    const seedScores = { truth: "domain", scored: 240, seeds, together: seeds[0].refined, voteTests };
    return JSON.stringify(seedScoresPage.make({ ...small.made, seedScores }, small.config));
  };
  expect(pageOf(3)).toContain("Not tested");
  expect(pageOf(3)).not.toContain(">*<");
  expect(pageOf(6)).toContain(">*<");
});
