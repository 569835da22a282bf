import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { annotateSections, wholeSections } from "../../../src/domains/annotation/annotateSections.ts";
import { prepareHints } from "../../../src/domains/hints/session.ts";
import { buildGraph } from "../../../src/spatial/graph.ts";

interface Embedded {
  /** Distance of the mean of a class from the origin; the noise has 1. */
  readonly apart?: number;
  /** How far each section is moved towards the first class. */
  readonly shifts?: readonly number[];
}

/** Sections side by side in the embedding's classes: bands of a plane, each class with a mean of its own. */
async function tissue(
  bands: readonly (readonly number[])[],
  known: readonly number[],
  { apart = 8, shifts = [] }: Embedded = {},
) {
  const rng = createRandom(5);
  const [embedding, positions]: number[][] = [[], []];
  const sections: number[] = [];
  const truth: number[] = [];
  bands.forEach((own, section) => {
    for (let i = 0; i < 600; i++) {
      const [x, y] = [rng.uniform() * own.length, rng.uniform() * 3];
      const band = own[Math.floor(x)];
      positions.push(x + 100 * section, y);
      truth.push(band);
      sections.push(section);
      const shift = shifts[section] ?? 0;
      for (let u = 0; u < 6; u++) embedding.push((u === band ? apart : 0) + (u === 0 ? shift : 0) + rng.normal());
    }
  });
  const n = truth.length;
  const matrix = { rows: n, columns: 6, values: Float64Array.from(embedding) };
  const place = { rows: n, columns: 2, values: Float64Array.from(positions) };
  const { graph } = await buildGraph(place, { kind: "nearest" });
  const labels = ["one", "two", "three"];
  return {
    truth,
    tissue: {
      ...{ embedding: matrix, expression: matrix, positions: place, graph, labels },
      sections: Int32Array.from(sections),
      labelFree: { labels: Int32Array.from(truth, (band) => band % 3), count: 3 },
      codes: Int32Array.from(truth, (band, i) => (known.includes(sections[i]) ? band : -1)),
    },
  };
}

test("new cells get the labels of the reference, and halves of it that were left out get theirs", async () => {
  const { tissue: given, truth } = await tissue(
    [
      [0, 1, 2],
      [0, 1, 2],
    ],
    [1],
  );
  const { codes, probability, checks, disagreements } = await annotateSections(given);
  const right = truth.filter((band, i) => codes[i] === band).length;
  expect(right / truth.length).toBeGreaterThan(0.95);
  expect(Math.min(...probability)).toBeGreaterThan(0);
  expect(checks.map(({ section, part }) => [section, part])).toEqual([
    [1, "first half"],
    [1, "second half"],
  ]);
  expect(disagreements).toEqual([]);
});

test("tissue that the references lack is none of these, and references are checked against each other", async () => {
  const { tissue: given, truth } = await tissue(
    [
      [0, 1, 2, 3],
      [0, 1, 2],
      [0, 1, 2],
    ],
    [1, 2],
  );
  const { codes, checks, disagreements } = await annotateSections(given);
  const lacking = truth.flatMap((band, i) => (band === 3 ? [codes[i]] : []));
  expect(lacking.filter((code) => code === 3).length / lacking.length).toBeGreaterThan(0.9);
  const shared = truth.flatMap((band, i) => (band < 3 && i < 600 ? [codes[i]] : []));
  expect(shared.filter((code) => code === 3).length / shared.length).toBeLessThan(0.1);
  expect(checks.map(({ section, accuracy }) => [section, accuracy > 0.95])).toEqual([
    [1, true],
    [2, true],
  ]);
  expect(disagreements).toMatchObject([{ sections: [1, 2] }]);
  expect(disagreements[0].share).toBeLessThan(0.35);
});

test("the labels of a whole reference leave the cells of a new section their say, where it lies elsewhere in the embedding", async () => {
  const bands = [
    [0, 1, 2],
    [0, 1, 2],
  ];
  const { tissue: given, truth } = await tissue(bands, [1], { apart: 3, shifts: [4.5, 0] });
  // Found without labels: nothing, so that the labels alone decide.
  const labelFree = { labels: Int32Array.from(truth, (_, i) => i % 3), count: 3 };
  const session = await prepareHints(given, labelFree, { count: 3, policy: wholeSections });
  const cells = Uint32Array.from(given.codes.keys()).filter((i) => given.codes[i] >= 0);
  const codes = Int32Array.from(cells, (i) => given.codes[i]);
  const { domains, labels } = await session.label({ labels: given.labels, cells, codes });
  const right = truth.filter(
    (band, i) => given.codes[i] < 0 && labels[domains.refined[i]] === given.labels[band],
  ).length;
  expect(right / 600).toBeGreaterThan(0.6);
});

test("a label without a cell is refused", async () => {
  const { tissue: given } = await tissue(
    [
      [0, 1, 2],
      [0, 1],
    ],
    [1],
  );
  await expect(annotateSections(given)).rejects.toThrow(/expected labelled cells of each label, got none with three/);
});
