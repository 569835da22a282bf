import type { Dataset } from "../data/dataset.ts";
import type { Matrix } from "../data/matrix.ts";
import type { CategoryColumn, NumberColumn } from "../data/table.ts";
import { palette } from "../figure/color/palette.ts";
import { domainMap } from "../figure/domainMap.ts";
import { valueMap } from "../figure/valueMap.ts";
import { methodNamed } from "../methods/registry.ts";
import { embeddingKeys } from "../results/annotations.ts";
import { csvLine } from "../results/csv.ts";
import { tissueLayout } from "../results/tissueLayout.ts";
import type { Applied } from "../run/transfer/applyModel.ts";
import type { Figure } from "./figures.ts";

/** What a model found in a sample, for its file, its table and its figures. */
export interface AppliedResult {
  readonly obs: Readonly<Record<string, CategoryColumn | NumberColumn>>;
  readonly obsm: Readonly<Record<string, Matrix>>;
  readonly csv: string;
  readonly figures: readonly Figure[];
}

/** One row for every cell of the sample: cells that took no part have a missing domain and NaN embeddings. */
export function appliedResult(dataset: Dataset, applied: Applied, names: readonly string[]): AppliedResult {
  const n = dataset.cells.length;
  const { cells, raw, refined, posterior, method, embeddings, novelty } = applied;
  const category = (labels: Int32Array): CategoryColumn => {
    const codes = new Int32Array(n).fill(-1);
    cells.forEach((cell, i) => {
      codes[cell] = labels[i];
    });
    return { kind: "category", codes, categories: names, ordered: false };
  };
  const numbers = (read: (i: number) => number): NumberColumn => {
    const values = new Float64Array(n).fill(Number.NaN);
    cells.forEach((cell, i) => {
      values[cell] = read(i);
    });
    return { kind: "number", values };
  };
  const spread = ({ columns, values }: Matrix): Matrix => {
    const all = new Float32Array(n * columns).fill(Number.NaN);
    cells.forEach((cell, i) => {
      all.set(values.subarray(i * columns, (i + 1) * columns), cell * columns);
    });
    return { rows: n, columns, values: all };
  };
  const domain = category(refined);
  const domainRaw = category(raw);
  const probability = numbers((i) => posterior.values[i * posterior.columns + raw[i]]);
  const distance = numbers((i) => novelty.quantiles[i]);
  const xy = tissueLayout(dataset);
  const at = (i: number) => [xy[2 * i], xy[2 * i + 1]];
  const lines = dataset.cells.map((cell, i) => {
    const labels = [domain, domainRaw].map(({ codes }) => names[codes[i]] ?? "");
    return csvLine([cell, ...at(i).map(String), ...labels, probability.values[i], distance.values[i]]);
  });
  return {
    obs: {
      cellscape_domain: domain,
      cellscape_domain_raw: domainRaw,
      cellscape_domain_prob: probability,
      cellscape_novelty: distance,
    },
    obsm: embeddingKeys(methodNamed(method), embeddings, spread),
    csv: `${["cell,x,y,domain,domain_raw,probability,novelty", ...lines].join("\n")}\n`,
    figures: [
      {
        name: "domains",
        svg: domainMap(xy, domain.codes, {
          names: names.map((name) => `Domain ${name}`),
          colors: palette(names.length),
          title: "Domains of the model",
        }),
      },
      {
        name: "novelty",
        svg: valueMap(xy, distance.values, {
          title: "Unlike the training data",
          label: "Share of the training cells nearer to their domain",
          range: [0, 1],
        }),
      },
    ],
  };
}
