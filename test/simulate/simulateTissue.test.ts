import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import type { CategoryColumn, Table } from "../../src/data/table.ts";
import type { SimulateOptions } from "../../src/simulate/options.ts";
import { simulateSections, simulateTissue } from "../../src/simulate/simulateTissue.ts";

const simulate = (options: SimulateOptions, seed = 1) => simulateTissue(options, createRandom(seed));

function column(table: Table, name: string): CategoryColumn {
  const found = table.columns.get(name);
  if (found?.kind !== "category") throw new Error(`no category ${name}`);
  return found;
}

/** [groups][genes] mean count. */
function groupMeans({ counts }: Dataset, codes: Int32Array, groups: number): Float64Array[] {
  const sums = Array.from({ length: groups }, () => new Float64Array(counts.columns));
  const sizes = new Float64Array(groups);
  for (let i = 0; i < counts.rows; i++) {
    sizes[codes[i]]++;
    for (let e = counts.starts[i]; e < counts.starts[i + 1]; e++) sums[codes[i]][counts.indices[e]] += counts.values[e];
  }
  return sums.map((sum, group) => sum.map((value) => value / sizes[group]));
}

/** Mean over genes of log(a / b) for the chosen genes. */
function logRatio(a: Float64Array, b: Float64Array, chosen: (gene: number) => boolean): number {
  const ratios = [...a.keys()].filter((u) => chosen(u) && a[u] > 0 && b[u] > 0).map((u) => Math.log(a[u] / b[u]));
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
}

/** Distance to the nearest other cell. */
function nearestDistances({ positions: { rows, values } }: Dataset): number[] {
  return Array.from({ length: rows }, (_, i) => {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < rows; j++) {
      if (j === i) continue;
      least = Math.min(least, Math.hypot(values[2 * i] - values[2 * j], values[2 * i + 1] - values[2 * j + 1]));
    }
    return least;
  });
}

describe("simulateTissue", () => {
  test("the same seed gives the same tissue, another seed another one", () => {
    const options = { cells: 150, genes: 40, samples: 2 };
    expect(simulate(options)).toEqual(simulate(options));
    expect(simulate(options, 2).counts.values).not.toEqual(simulate(options).counts.values);
  });

  test("every record has its shape, and counts are positive whole numbers in ascending columns", () => {
    for (const options of [
      {},
      { cells: 1, genes: 1 },
      { cells: 3, genes: 2, domains: 3, cellTypes: 1 },
      { cells: 7, samples: 7 },
    ]) {
      const tissue = simulate({ cells: 300, ...options });
      const { cells, genes, counts, positions, obs } = tissue;
      expect([counts.rows, counts.columns]).toEqual([cells.length, genes.length]);
      expect([positions.rows, positions.values.length]).toEqual([cells.length, 2 * cells.length]);
      expect([obs.rows, tissue.var.rows]).toEqual([cells.length, genes.length]);
      expect(new Set(cells).size).toBe(cells.length);
      expect(counts.starts.length).toBe(cells.length + 1);
      expect(counts.starts[cells.length]).toBe(counts.values.length);
      expect(counts.indices.length).toBe(counts.values.length);
      expect(counts.values.every((count) => count >= 1 && Number.isInteger(count))).toBe(true);
      for (let i = 0; i < counts.rows; i++) {
        for (let e = counts.starts[i] + 1; e < counts.starts[i + 1]; e++) {
          expect(counts.indices[e]).toBeGreaterThan(counts.indices[e - 1]);
        }
      }
      for (const [, known] of [...obs.columns, ...tissue.var.columns]) {
        if (known.kind !== "category") throw new Error("expected categories");
        expect(known.codes.every((code) => code >= -1 && code < known.categories.length)).toBe(true);
      }
    }
  });

  test("markers of a domain are higher in it, as far as the signal says", () => {
    const ratioAt = (signal: number) => {
      const tissue = simulate({ cells: 3000, genes: 100, signal });
      const means = groupMeans(tissue, column(tissue.obs, "domain").codes, 5);
      const marked = column(tissue.var, "marker_of_domain").codes;
      return logRatio(means[0], means[1], (u) => marked[u] === 0);
    };
    expect(Math.abs(ratioAt(0))).toBeLessThan(0.1);
    expect(ratioAt(1)).toBeGreaterThan(0.7);
    expect(ratioAt(2)).toBeGreaterThan(1.5);
  });

  test("markers of a cell type are higher in it, and domains differ in what they consist of", () => {
    const tissue = simulate({ cells: 3000, genes: 100, cellTypes: 4 });
    const types = column(tissue.obs, "cell_type").codes;
    const means = groupMeans(tissue, types, 4);
    const marked = column(tissue.var, "marker_of_type").codes;
    expect(logRatio(means[2], means[3], (u) => marked[u] === 2)).toBeGreaterThan(1);
    const domains = column(tissue.obs, "domain").codes;
    const share = (domain: number, type: number) => {
      const inside = [...types.keys()].filter((i) => domains[i] === domain);
      return inside.filter((i) => types[i] === type).length / inside.length;
    };
    const differences = [0, 1, 2, 3].map((type) => Math.abs(share(0, type) - share(1, type)));
    expect(Math.max(...differences)).toBeGreaterThan(0.15);
  });

  test.each(["layers", "blobs"] as const)(
    "neighbours in %s mostly share their domain, and no domain is missing",
    (arrangement) => {
      const tissue = simulate({ cells: 1500, genes: 5, domains: 6, arrangement });
      const { codes } = column(tissue.obs, "domain");
      expect(new Set(codes).size).toBe(6);
      const { values } = tissue.positions;
      let same = 0;
      for (let i = 0; i < 1500; i++) {
        let nearest = -1;
        let least = Number.POSITIVE_INFINITY;
        for (let j = 0; j < 1500; j++) {
          const distance = Math.hypot(values[2 * i] - values[2 * j], values[2 * i + 1] - values[2 * j + 1]);
          if (i === j || distance >= least) continue;
          least = distance;
          nearest = j;
        }
        if (codes[nearest] === codes[i]) same++;
      }
      expect(same / 1500).toBeGreaterThan(0.85);
    },
  );

  test("spots lie one spacing apart in micrometres, irregular cells at all distances", () => {
    for (const [layout, spacing] of [
      ["grid", 100],
      ["square", 50],
    ] as const) {
      for (const distance of nearestDistances(simulate({ cells: 200, genes: 2, layout }))) {
        expect(distance).toBeCloseTo(spacing, 6);
      }
    }
    const distances = nearestDistances(simulate({ cells: 600, genes: 2 })).sort((a, b) => a - b);
    const median = distances[300];
    expect(median).toBeGreaterThan(5);
    expect(median).toBeLessThan(15);
    const alike = distances.filter((distance) => Math.abs(distance - median) < 0.1 * median).length;
    expect(alike / 600).toBeLessThan(0.4);
  });

  test("samples lie apart and differ gene by gene as far as the batch effect says", () => {
    const spreadAt = (batchEffect: number) => {
      const tissue = simulate({ cells: 3000, genes: 60, samples: 2, batchEffect });
      const sample = column(tissue.obs, "sample").codes;
      const x = (s: number) =>
        [...sample.keys()].filter((i) => sample[i] === s).map((i) => tissue.positions.values[2 * i]);
      expect(Math.min(...x(1)) - Math.max(...x(0))).toBeGreaterThan(15);
      const [a, b] = groupMeans(tissue, sample, 2);
      const ratios = [...a.keys()].map((u) => Math.log(a[u] / b[u]));
      const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / 60;
      return Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / 60);
    };
    expect(spreadAt(0)).toBeLessThan(0.15);
    expect(spreadAt(0.5)).toBeGreaterThan(0.4);
  });

  test("genes of a module rise and fall together", () => {
    const tissue = simulate({
      cells: 3000,
      genes: 40,
      domains: 1,
      cellTypes: 1,
      modules: 2,
      librarySpread: 0,
      dispersion: 50,
    });
    const module = column(tissue.var, "module").codes;
    const { counts } = tissue;
    const rows = Array.from({ length: 40 }, () => new Float64Array(3000));
    for (let i = 0; i < 3000; i++) {
      for (let e = counts.starts[i]; e < counts.starts[i + 1]; e++) rows[counts.indices[e]][i] = counts.values[e];
    }
    const centred = rows.map((row) => {
      const mean = row.reduce((sum, value) => sum + value, 0) / 3000;
      const length = Math.hypot(...row.map((value) => value - mean));
      return row.map((value) => (value - mean) / length);
    });
    const meanCorrelation = (paired: (u: number, v: number) => boolean) => {
      let [sum, pairs] = [0, 0];
      for (let u = 0; u < 40; u++) {
        for (let v = 0; v < u; v++) {
          if (!paired(u, v)) continue;
          sum += centred[u].reduce((total, value, i) => total + value * centred[v][i], 0);
          pairs++;
        }
      }
      return sum / pairs;
    };
    expect(meanCorrelation((u, v) => module[u] >= 0 && module[u] === module[v])).toBeGreaterThan(0.2);
    expect(Math.abs(meanCorrelation((u, v) => module[u] !== module[v]))).toBeLessThan(0.02);
  });

  test("depth is the transcripts of a cell, and dropout takes its share of the entries", () => {
    const plain = { cells: 3000, genes: 50, domains: 1, cellTypes: 1, modules: 0, depth: 80, signal: 0 };
    const total = (tissue: Dataset) => tissue.counts.values.reduce((sum, count) => sum + count, 0) / 3000;
    const kept = simulate({ ...plain, dropout: 0 });
    const lost = simulate({ ...plain, dropout: 0.4 });
    // The markers of the one type raise the total above the depth.
    const markers = column(kept.var, "marker_of_type").codes.filter((code) => code >= 0).length;
    expect(markers).toBe(15);
    expect(total(kept)).toBeGreaterThan(80);
    expect(lost.counts.values.length / kept.counts.values.length).toBeCloseTo(0.6, 1);
  });

  test.each([
    [{ cells: 0 }, "simulate cells: expected a whole number from 1, got 0"],
    [{ genes: 2.5 }, "simulate genes: expected a whole number from 1, got 2.5"],
    [{ domains: Number.NaN }, "simulate domains: expected a whole number from 1, got NaN"],
    [{ cells: 3, samples: 4 }, "simulate samples: expected at most one for each of the 3 cells, got 4"],
    [{ dropout: 1 }, "simulate dropout: expected a number from 0 to below 1, got 1"],
    [{ depth: 0 }, "simulate depth: expected a number above 0, got 0"],
    [{ signal: -1 }, "simulate signal: expected a number from 0 to 10, got -1"],
    [{ spacingUm: Number.POSITIVE_INFINITY }, "simulate spacingUm: expected a number above 0, got Infinity"],
  ] as const)("refuses %j", (options, message) => {
    expect(() => simulate(options)).toThrow(message);
  });
});

describe("simulateSections", () => {
  test("sections are of one tissue, each of the size that the whole has", () => {
    const options = { cells: 3001, genes: 30, samples: 2, domains: 3, batchEffect: 0 };
    const whole = simulate(options);
    const sections = [...simulateSections(options, createRandom(1))];
    expect(sections.map(({ cells }) => cells.length)).toEqual([1501, 1500]);
    for (const [s, section] of sections.entries()) {
      expect(section.var).toEqual(whole.var);
      const names = section.obs.columns.get("sample");
      expect(names?.kind === "category" && new Set(names.codes)).toEqual(new Set([s]));
      const first = s === 0 ? 0 : 1501;
      const domains = whole.obs.columns.get("domain");
      const own = section.obs.columns.get("domain");
      if (domains?.kind !== "category" || own?.kind !== "category") throw new Error("expected categories");
      expect(own.codes).toEqual(domains.codes.slice(first, first + section.cells.length));
    }
    const means = sections.map(({ counts }) => {
      const sums = new Float64Array(30);
      counts.indices.forEach((u, e) => {
        sums[u] += counts.values[e];
      });
      return sums.map((sum) => Math.log(sum / counts.rows));
    });
    for (let u = 0; u < 30; u++) expect(Math.abs(means[0][u] - means[1][u])).toBeLessThan(0.4);
    expect(sections[0].counts.values).not.toEqual(sections[1].counts.values);
  });
});
