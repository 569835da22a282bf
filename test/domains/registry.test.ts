import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Clustering } from "../../src/domains/clustering.ts";
import { findDomains } from "../../src/domains/domains.ts";
import { clusteringNamed, registerClustering } from "../../src/domains/registry.ts";

/** Cuts the tissue into stripes of equal width along x. */
const stripes: Clustering = {
  name: "stripes",
  exactCount: true,
  summary: "stripes along x",
  sentence: () => "Domains are stripes.",
  async find({ positions, count }, _, options) {
    const shift = "shift" in options && typeof options.shift === "number" ? options.shift : 0;
    const { rows, columns, values } = positions;
    const labels = Int32Array.from({ length: rows }, (_, i) =>
      Math.min(count - 1, Math.floor(count * (values[i * columns] + shift))),
    );
    return {
      ...{ raw: labels, refined: labels, confidence: new Float32Array(rows).fill(1) },
      posterior: { rows, columns: count, values: new Float32Array(rows * count) },
      ...{ domains: [], partitions: [], agreement: 1, stoppedEarly: false },
      refinement: { neighbors: 0, rounds: 0 },
    };
  },
};
registerClustering(stripes);

const inputs = {
  embeddings: [{ rows: 4, columns: 1, values: Float64Array.of(1, 2, 3, 4) }],
  positions: { rows: 4, columns: 2, values: Float64Array.of(0.1, 0, 0.3, 0, 0.6, 0, 0.9, 0) },
  count: 2,
};

test("a clustering of a program's own finds domains, with options of its own", async () => {
  const found = await findDomains(inputs, { clustering: { name: "stripes" } }, createRandom(0));
  expect([...found.refined]).toEqual([0, 0, 1, 1]);
  const shifted = { name: "stripes", options: { shift: 0.25 } };
  expect([...(await findDomains(inputs, { clustering: shifted }, createRandom(0))).refined]).toEqual([0, 1, 1, 1]);
});

test("names that are taken or that none has are refused", () => {
  expect(() => registerClustering(stripes)).toThrow("expected a name that is free, got stripes");
  expect(() => clusteringNamed("rings")).toThrow(
    /expected one of consensus, louvain, leiden, mclust, full-mixture, labels, stripes, got "rings"/,
  );
});
