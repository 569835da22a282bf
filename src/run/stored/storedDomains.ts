import { clusterSizes } from "../../cluster/partition.ts";
import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { groupsAmong, groupsOf } from "../../data/groups.ts";
import type { CategoryColumn, Column } from "../../data/table.ts";
import { policies } from "../../domains/policy.ts";
import type { PartitionSummary } from "../../domains/result.ts";
import type { Artifacts, FoundDomains } from "../artifacts.ts";
import { domainNumbers } from "../domainColumn.ts";
import type { RunRecord } from "./runRecord.ts";
import type { StoredResult } from "./storedResult.ts";

export interface StoredDomains extends FoundDomains {
  /** [K] the domain of the run that each is, by another name or in another order perhaps; -1 for none. */
  readonly origins: readonly number[];
}

/**
 * The domains of a result: those of the run, also where they were renamed or reordered since; of other domains only what
 * their labels say. Numbers of cells are those of today.
 *
 * @throws bad-option where the column is not there or holds no groups.
 */
export function storedDomains(
  { dataset, selection }: Pick<Artifacts, "dataset" | "selection">,
  stored: StoredResult,
): StoredDomains {
  const { record, keys } = stored;
  const { cells } = selection;
  const groups = domainGroups(dataset, stored.column);
  const { codes: refined, categories: names } = groupsAmong(groups, cells);
  const count = names.length;
  const sizes = clusterSizes(refined, count);
  const origins = originsOf({ names, sizes }, record, stored.column === keys.domain);
  const raw = rawLabels({ refined, origins }, dataset.obs.columns.get(keys.raw), { cells, record });
  const rawSizes = clusterSizes(raw, count);
  const { columns } = dataset.obs;
  const posterior = new Float64Array(cells.length * count);
  const probability = numbersOf(columns.get(keys.probability), cells);
  probability.forEach((value, i) => {
    posterior[i * count + raw[i]] = value;
  });
  const stability = origins.map((k) => (k < 0 ? Number.NaN : (record.domains.stability?.[k] ?? Number.NaN)));
  const colors = colorsOf(groups, names, stored.colors);
  const { agreement, seed = record.seeds[0] ?? 0, refinement = { neighbors: 0, rounds: 0 } } = record.domains;
  return {
    ...{ raw, refined, count, origins, agreement, refinement, stoppedEarly: false },
    ...(sameTexts(names, domainNumbers(count)) ? {} : { names }),
    ...(colors === undefined ? {} : { colors }),
    embedding: Math.max(0, seed - (record.seeds[0] ?? 0)),
    posterior: { rows: cells.length, columns: count, values: posterior },
    confidence: Float32Array.from(numbersOf(columns.get(keys.confidence), cells)),
    domains: Array.from(sizes, (size, k) => ({
      ...{ size, rawSize: rawSizes[k], stability: stability[k] },
      weak: stability[k] < policies.default.stability.weakBelow,
    })),
    partitions: fitsOf(record),
  };
}

/** The column of a data set that holds domains. @throws bad-option where it is not there or holds no groups. */
export function domainGroups({ name, obs }: Pick<Dataset, "name" | "obs">, key: string): CategoryColumn {
  const column = obs.columns.get(key);
  if (column) return groupsOf(column, `${name}: obs/${key}`);
  const has = [...obs.columns.keys()].join(", ") || "no columns";
  const way = "name the column of domains with --column";
  throw new CellScapeError("bad-option", `${name}: expected ${key} in obs, got ${has}; ${way}`);
}

/**
 * Which domains of the run these are: by name; or by place where all are as large as the run's, since scanpy's
 * `rename_categories` changes no code.
 */
function originsOf(
  { names, sizes }: { readonly names: readonly string[]; readonly sizes: ArrayLike<number> },
  { domains }: RunRecord,
  ofRun: boolean,
): number[] {
  if (!ofRun) return names.map(() => -1);
  const before = domains.names ?? domainNumbers(domains.count);
  const known = names.map((name) => before.indexOf(name));
  if (known.every((k) => k >= 0)) return known.map((k, at) => (domains.sizes[k] === sizes[at] ? k : -1));
  const renamed = names.length === domains.count && domains.sizes.every((size, k) => size === sizes[k]);
  return renamed ? names.map((_, k) => k) : known.map((k, at) => (domains.sizes[k] === sizes[at] ? k : -1));
}

/** The domains before refinement; those after it where the run's can no longer be assigned. */
function rawLabels(
  { refined, origins }: { readonly refined: Int32Array; readonly origins: readonly number[] },
  column: Column | undefined,
  { cells, record }: { readonly cells: Uint32Array; readonly record: RunRecord },
): Int32Array {
  if (column?.kind !== "category") return refined;
  const before = record.domains.names ?? domainNumbers(record.domains.count);
  const placeOf = new Map(origins.map((k, at) => [before[k], at]));
  const places = column.categories.map((name) => placeOf.get(name) ?? -1);
  const raw = Int32Array.from(cells, (cell) => places[column.codes[cell]] ?? -1);
  return raw.includes(-1) ? refined : raw;
}

function numbersOf(column: Column | undefined, cells: Uint32Array): Float64Array {
  if (column?.kind !== "number") return new Float64Array(cells.length).fill(Number.NaN);
  return Float64Array.from(cells, (cell) => column.values[cell]);
}

function colorsOf(
  { categories }: CategoryColumn,
  names: readonly string[],
  colors: readonly string[] | undefined,
): string[] | undefined {
  if (colors === undefined) return undefined;
  return names.map((name) => colors[categories.indexOf(name)]);
}

/** The fits of the run, without their labels. */
function fitsOf({ domains: { fits } }: RunRecord): PartitionSummary[] {
  if (!fits) return [];
  const none = Number.NaN;
  return fits.embedding.map((embedding, at) => ({
    ...{
      family: "embedding",
      embedding,
      components: fits.components[at],
      start: "",
      logLikelihood: none,
      bic: none,
      agreement: none,
    },
    features: fits.features[at] === "embedding" ? "embedding" : "embeddingAndNeighborhoodMean",
    ...{ chosen: false, raw: new Int32Array(0), refined: new Int32Array(0) },
  }));
}

const sameTexts = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((text, at) => text === b[at]);
