import { describe, expect, test } from "vitest";
import { annotate, embeddingKeys } from "../../src/results/annotations.ts";
import { category } from "../columns.ts";
import { reportedOf } from "./reported.ts";

const smooth = { method: "smooth" };

describe("annotations of a run in which two of five cells took no part", () => {
  const made = reportedOf([0, 1, 1], { cells: [1, 2, 4] });
  const raw = Int32Array.of(1, 1, 0);
  const { obs, obsm, colors } = annotate({ ...made, domains: { ...made.domains, raw } }, smooth);

  test("have a domain for the analysed cells at their rows, before refinement and after", () => {
    expect(obs.cellscape_domain).toEqual(category([-1, 0, 1, -1, 1], ["1", "2"]));
    expect(obs.cellscape_domain_raw).toEqual(category([-1, 1, 1, -1, 0], ["1", "2"]));
  });

  test("have the probability of the domain before refinement", () => {
    // The mixture is 0.75 sure of labels 0, 1 and 1.
    const values = Float64Array.of(Number.NaN, 0.25, 0.75, Number.NaN, 0.25);
    expect(obs.cellscape_domain_prob).toEqual({ kind: "number", values });
  });

  test("have confidences and embeddings that are NaN where a cell took no part", () => {
    const none = Number.NaN;
    expect(obs.cellscape_confidence).toEqual({ kind: "number", values: Float64Array.of(none, 0.5, 0.5, none, 0.5) });
    const values = Float32Array.of(none, none, 0, 0.5, 1, 1.5, none, none, 2, 2.5);
    expect(obsm).toEqual({ X_cellscape_spatial: { rows: 5, columns: 2, values } });
  });

  test("have a colour for each domain, the same for both columns", () => {
    expect(colors.cellscape_domain_colors).toHaveLength(2);
    expect(colors.cellscape_domain_raw_colors).toEqual(colors.cellscape_domain_colors);
  });
});

test("the embedding is the one that the domains were found in, and a whole one is not copied", () => {
  const made = reportedOf([0, 1, 1]);
  const [first] = made.embeddings;
  const second = { ...first, primary: { ...first.primary, values: new Float32Array(6).fill(7) } };
  const { obsm } = annotate(
    { ...made, embeddings: [first, second], domains: { ...made.domains, embedding: 1 } },
    smooth,
  );
  expect(obsm.X_cellscape_spatial).toBe(second.primary);
});

test("embeddings that the method names and did not make have no key", () => {
  const name = (key: string) => ({ key, title: () => key });
  const embeddings = { primary: name("X_a"), others: { own: name("X_b"), absent: name("X_c") } };
  const matrix = { rows: 1, columns: 1, values: Float32Array.of(1) };
  const found = embeddingKeys({ embeddings }, { primary: matrix, others: { own: matrix, unnamed: matrix } }, (m) => m);
  expect(Object.keys(found)).toEqual(["X_a", "X_b"]);
});

describe("genes that were used are marked", () => {
  const marked = (...args: Parameters<typeof reportedOf>) => annotate(reportedOf(...args), smooth).var;

  test("where not all were", () => {
    const values = [true, false, true];
    expect(marked([0, 1], { genes: [0, 2] })).toEqual({ cellscape_used: { kind: "boolean", values } });
    expect(marked([0, 1])).toEqual({});
  });

  test("where the reader left some out", () => {
    const keptGenes = { rows: Uint32Array.of(0, 1, 2), of: 9 };
    expect(marked([0, 1], { dataset: { keptGenes } }).cellscape_used.values).toEqual([true, true, true]);
  });

  test("except where they are those of raw, which var does not list", () => {
    expect(marked([0, 1], { genes: [0, 2], dataset: { countsFrom: "raw/X" } })).toEqual({});
  });
});
