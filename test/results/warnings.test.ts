import { describe, expect, test } from "vitest";
import { countTrustText } from "../../src/domains/counts/trust.ts";
import { reportWarnings } from "../../src/results/warnings.ts";
import { category } from "../columns.ts";
import { reportedOf } from "./reported.ts";

/** 600 cells in two domains of 300. */
const labels = Array.from({ length: 600 }, (_, i) => i % 2);
const plain = reportedOf(labels);
const quiet = { ...plain, domains: { ...plain.domains, confidence: new Float32Array(600).fill(1) } };
const withDomains = (domains: Partial<typeof quiet.domains>) =>
  reportWarnings({ ...quiet, domains: { ...quiet.domains, ...domains } });

test("a plain run of many cells has no warning", () => {
  expect(reportWarnings(quiet)).toEqual([]);
});

describe("data are warned of", () => {
  test("where they were not normalised", () => {
    expect(reportWarnings({ ...quiet, selection: { ...quiet.selection, normalize: false } })).toEqual([
      expect.stringMatching(/^Values were used without normalisation/),
    ]);
  });

  test("where they are few for one model, and not for several or for domains of a saved model", () => {
    const few = reportedOf(labels.slice(0, 499));
    const sure = { ...few.domains, confidence: new Float32Array(499).fill(1) };
    const made = { ...few, domains: sure };
    expect(reportWarnings(made)).toEqual([
      "With only 499 cells, domains vary between seeds; compare several with --seeds.",
    ]);
    expect(reportWarnings({ ...made, embeddings: [...few.embeddings, ...few.embeddings] })).toEqual([]);
    expect(reportWarnings({ ...made, domains: { ...sure, transferred: true as const } })).toEqual([]);
  });

  test("where cells were left out or have no neighbour, one or several", () => {
    const less = (left: number, isolated: number) =>
      reportWarnings({
        ...quiet,
        dataset: { ...quiet.dataset, cells: Array.from({ length: 600 + left }, (_, i) => `c${i}`) },
        graph: { ...quiet.graph, isolated },
      });
    expect(less(1, 1)).toEqual([
      "1 cell was excluded (low counts or outside the subset) and is grey in the maps.",
      "1 cell without spatial neighbours: assigned by their own expression only.",
    ]);
    expect(less(1200, 2)[0]).toMatch(/^1,200 cells were excluded .* are grey/);
    expect(less(1200, 2)[1]).toMatch(/^2 cells without/);
  });

  test("where training was stopped", () => {
    const embeddings = [{ ...quiet.embeddings[0], stoppedEarly: true }];
    expect(reportWarnings({ ...quiet, embeddings })).toEqual(["Training was stopped before its last epoch."]);
  });
});

describe("domains are warned of", () => {
  const [one, other] = quiet.domains.domains;

  test("that are unstable, by name and number", () => {
    expect(withDomains({ domains: [one, { ...other, weak: true }] })[0]).toMatch(/^Domain 2 is unstable/);
    const weak = [
      { ...one, weak: true },
      { ...other, weak: true },
    ];
    expect(withDomains({ domains: weak })[0]).toMatch(/^Domain 1 and Domain 2 are unstable/);
  });

  test("of fewer than 20 cells", () => {
    expect(
      withDomains({
        domains: [
          { ...one, size: 19 },
          { ...other, size: 20 },
        ],
      }),
    ).toEqual(["Domain 1 has fewer than 20 cells."]);
  });

  test("on which clusterings agree little", () => {
    expect(withDomains({ confidence: new Float32Array(600).fill(0.25) })).toEqual([
      "Agreement across clusterings is low (mean confidence 0.25).",
    ]);
  });

  test("whose number was chosen by a small margin among several", () => {
    const count = (margin: number, plausible: number[]) =>
      reportWarnings({
        ...quiet,
        domainCount: { chosen: 2, runnerUp: 4, margin, plausible, curve: [], stoppedEarly: false },
      });
    const caveat = `K = 2 was selected without labels. ${countTrustText}`;
    expect(count(0.01, [2, 4, 5])).toEqual([
      caveat,
      "Other numbers of domains fit about as well as K = 2: 4, 5; compare them with --domains.",
    ]);
    expect(count(0.01, [2])).toEqual([caveat]);
    expect(count(0.9, [2, 4])).toEqual([caveat]);
  });
});

describe("a domain of one origin is warned of", () => {
  const of = (name: string, codes: readonly number[], categories = ["A", "B"]) =>
    reportWarnings({
      ...quiet,
      dataset: { ...quiet.dataset, obs: { rows: 600, columns: new Map([[name, category(codes, categories)]]) } },
    });

  test("by the column of obs that says it", () => {
    expect(of("Batch", labels)).toEqual([
      "Domain 1 (A) and Domain 2 (B) lie almost entirely in one Batch; possibly a batch effect.",
    ]);
    expect(of("layer", labels)).toEqual([]);
  });

  test("only where more than 95 % of it are of it, and most of the data are not", () => {
    // All of domain 1 is of A, or all but 16 or 14 of its 300 cells; domain 2 lies in B and C.
    const apart = (others: number) =>
      of(
        "batch",
        labels.map((k, i) => (k === 0 ? (i < 2 * others ? 1 : 0) : 1 + (i % 4 === 1 ? 1 : 0))),
        ["A", "B", "C"],
      );
    expect(apart(15)).toEqual([]);
    expect(apart(14)).toEqual([expect.stringMatching(/^Domain 1 \(A\) lies almost/)]);
    // Of data that are mostly of A, a domain of A tells nothing.
    expect(
      of(
        "batch",
        labels.map((k, i) => (k === 0 || i < 120 ? 0 : 1)),
      ),
    ).toEqual([]);
    expect(
      of(
        "batch",
        labels.map((k, i) => (k === 0 || i < 118 ? 0 : 1)),
      )[0],
    ).toContain("Domain 1 (A)");
    expect(
      of(
        "batch",
        labels.map(() => 0),
        ["A"],
      ),
    ).toEqual([]);
  });
});
