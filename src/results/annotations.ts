import type { Dataset } from "../data/dataset.ts";
import type { Matrix } from "../data/matrix.ts";
import type { BooleanColumn, CategoryColumn, NumberColumn } from "../data/table.ts";
import { palette } from "../figure/color/palette.ts";
import type { Embedded } from "../methods/embedded.ts";
import type { Method } from "../methods/method.ts";
import { methodNamed } from "../methods/registry.ts";
import type { Artifacts } from "../run/artifacts.ts";
import { domainNames } from "../run/domainColumn.ts";
import type { Config } from "../run/options/config.ts";
import { alignedKey, type ResultKeys, resultKeys } from "../run/resultKeys.ts";
import type { Entry } from "./entry.ts";

/** What a run adds to its input, under the keys that scanpy and squidpy users expect. */
export interface Annotations {
  readonly obs: Readonly<Record<string, CategoryColumn | NumberColumn>>;
  readonly var: Readonly<Record<string, BooleanColumn>>;
  readonly obsm: Readonly<Record<string, Matrix>>;
  /** `cellscape_domain_colors` and the like: one `#rrggbb` a category. */
  readonly colors: Readonly<Record<string, readonly string[]>>;
  /** Other entries of uns. */
  readonly uns?: Readonly<Record<string, Entry>>;
}

type Made = Pick<Artifacts, "dataset" | "selection" | "domains" | "embeddings">;

/** One row for every cell of the input: cells that were not analysed have a missing domain and NaN embeddings. */
export function annotate(
  { dataset, selection, domains, embeddings }: Made,
  { method, key }: Pick<Config, "method"> & Partial<Pick<Config, "key">>,
): Annotations {
  const n = dataset.cells.length;
  const keys = resultKeys(key);
  const { cells } = selection;
  const categories = domainNames(domains);
  const category = (labels: Int32Array): CategoryColumn => {
    const codes = new Int32Array(n).fill(-1);
    cells.forEach((cell, i) => {
      codes[cell] = labels[i];
    });
    return { kind: "category", codes, categories, ordered: false };
  };
  const numbers = (read: (i: number) => number): NumberColumn => {
    const values = new Float64Array(n).fill(Number.NaN);
    cells.forEach((cell, i) => {
      values[cell] = read(i);
    });
    return { kind: "number", values };
  };
  const { posterior, refined, raw, own, confidence, embedding } = domains;
  const colors = domains.colors ?? palette(categories.length);
  return {
    obs: {
      [keys.domain]: category(refined),
      [keys.raw]: category(raw),
      ...(own ? { [keys.own]: category(own) } : {}),
      [keys.probability]: numbers((i) => posterior.values[i * posterior.columns + raw[i]]),
      [keys.confidence]: numbers((i) => confidence[i]),
    },
    var: usedGenes(dataset, selection.genes, keys.used),
    obsm: embeddingKeys(methodNamed(method), embeddings[embedding], (matrix) => spread(matrix, cells, n), keys),
    colors: Object.fromEntries(
      [keys.domain, keys.raw, ...(own ? [keys.own] : [])].map((column) => [`${column}_colors`, colors]),
    ),
  };
}

/** The embeddings under the keys of their method. */
export function embeddingKeys(
  { embeddings }: Pick<Method, "embeddings">,
  { primary, others, aligned }: Pick<Embedded, "primary" | "others" | "aligned">,
  spreadRows: (matrix: Matrix) => Matrix,
  keys: ResultKeys = resultKeys(),
): Readonly<Record<string, Matrix>> {
  const named = Object.entries(embeddings.others).flatMap(([name, { key }]): [string, Matrix][] =>
    others[name] ? [[keys.embedding(key), spreadRows(others[name])]] : [],
  );
  const { key } = embeddings.primary;
  const own: [string, Matrix][] = aligned ? [[keys.embedding(alignedKey(key)), spreadRows(aligned)]] : [];
  return Object.fromEntries([[keys.embedding(key), spreadRows(primary)], ...own, ...named]);
}

function usedGenes({ genes, countsFrom, keptGenes }: Dataset, used: Uint32Array, key: string): Annotations["var"] {
  // raw has genes of its own, which are not those of var.
  if ((used.length === genes.length && keptGenes === undefined) || countsFrom.startsWith("raw/")) return {};
  const values = new Array<boolean>(genes.length).fill(false);
  for (const gene of used) values[gene] = true;
  return { [key]: { kind: "boolean", values } };
}

function spread(matrix: Matrix, cells: Uint32Array, n: number): Matrix {
  const { columns, values } = matrix;
  if (cells.length === n && values instanceof Float32Array) return matrix;
  const all = new Float32Array(n * columns).fill(Number.NaN);
  cells.forEach((cell, i) => {
    for (let j = 0; j < columns; j++) all[cell * columns + j] = values[i * columns + j];
  });
  return { rows: n, columns, values: all };
}
