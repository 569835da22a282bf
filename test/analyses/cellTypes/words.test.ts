import { expect, test } from "vitest";
import { typeWords } from "../../../src/analyses/cellTypes/words.ts";
import { reportedOf } from "../../results/reported.ts";

const { graph } = reportedOf([0, 0, 1, 1]);
const lattice = { ...graph, layout: { ...graph.layout, kind: "lattice" as const } };
const found = (foundBy: "leiden" | "column") => ({
  ...{ foundBy, types: { kind: "category" as const, codes: Int32Array.of(), categories: [], ordered: false } },
  ...{ column: undefined, embedding: undefined, resolution: undefined, modularity: undefined },
});

test("clusters of spots are no cell types; clusters of cells and the user's own labels are", () => {
  expect(typeWords({ graph: lattice, cellTypes: found("leiden") }).many).toBe("expression clusters");
  expect(typeWords({ graph: lattice, cellTypes: found("column") }).many).toBe("cell types");
  expect(typeWords({ graph, cellTypes: found("leiden") }).many).toBe("cell types");
});
