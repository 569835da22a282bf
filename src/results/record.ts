import { labelAt } from "../data/labels.ts";
import type { Samples } from "../data/samples.ts";
import type { Artifacts } from "../run/artifacts.ts";
import { recordedOptions } from "../run/options/config.ts";
import type { Settings } from "../run/options/settings.ts";

interface Made {
  readonly artifacts: Pick<Artifacts, "dataset" | "selection" | "graph" | "domains"> &
    Partial<Pick<Artifacts, "features" | "embeddings" | "geneMap" | "domainCount" | "correction">>;
  readonly config: Settings;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  /** Name of the engine that computed; undefined when none was needed. */
  readonly engine: string | undefined;
  readonly version: string;
}

/** Options that decide how fast a run is, what it may take, and what lies beside its result. */
const passing: ReadonlySet<string> = new Set(["threads", "memory", "noFigures"]);

/** A run's record without these: the same run gives the same file on any machine and in any attempt. */
export function lasting(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { options } = record;
  if (typeof options !== "object" || options === null) return record;
  return { ...record, options: Object.fromEntries(Object.entries(options).filter(([name]) => !passing.has(name))) };
}

/**
 * All that is needed to describe and to repeat a run: settings, seeds, engine, what was found, losses. Plain text,
 * numbers and lists, for manifest.json and for `uns['cellscape']`.
 */
export function runRecord({
  artifacts,
  config,
  notes,
  warnings,
  engine,
  version,
}: Made): Readonly<Record<string, unknown>> {
  const { dataset, selection, features, graph, domains, embeddings, geneMap, domainCount, correction } = artifacts;
  const { options } = config.chosen;
  const settled = embeddings?.[0]?.settled;
  const unitUm = config.unitUm ?? dataset.unitUm;
  return {
    version,
    options: recordedOptions(config),
    model: { ...options, ...settled, components: config.components },
    engine: engine ?? "none",
    seeds: Array.from({ length: config.seeds }, (_, s) => config.seed + s),
    counts_from: dataset.countsFrom,
    positions_from: dataset.positionsFrom,
    ...(unitUm === undefined ? {} : { unit_um: unitUm }),
    cells: dataset.cells.length,
    cells_used: selection.cells.length,
    genes: dataset.genes.length,
    genes_used: Array.from(selection.genes, (gene) => dataset.genes[gene]),
    ...(features ? { scale: features.scale } : {}),
    ...(dataset.samples ? { samples: samplesOf(dataset.samples) } : {}),
    ...(correction ? { batch_correction: { method: "combat", batches: correction.batches } } : {}),
    graph: {
      kind: graph.kind,
      layout: graph.layout.kind,
      edges: graph.graph.targets.length / 2,
      description: graph.description,
    },
    ...(geneMap
      ? {
          gene_map: {
            side: geneMap.map.side,
            gene: [...geneMap.map.gene],
            objective: geneMap.objective,
            ...geneMap.quality,
          },
        }
      : {}),
    ...(domainCount ? { domain_count: curveOf(domainCount) } : {}),
    domains: {
      count: domains.count,
      ...(domains.names ? { names: [...domains.names] } : {}),
      sizes: domains.domains.map(({ size }) => size),
      stability: domains.domains.map(({ stability }) => stability),
      agreement: domains.agreement,
      seed: config.seed + domains.embedding,
      fits: fitsOf(domains),
      refinement: { ...domains.refinement },
    },
    ...hintRecord(domains),
    ...lossesBySeed(embeddings, config.seed),
    notes,
    warnings,
  };
}

/** The fits that the domains come from, as columns. */
function fitsOf({ partitions }: Artifacts["domains"]): Readonly<Record<string, unknown>> {
  return {
    embedding: partitions.map(({ embedding }) => embedding),
    features: partitions.map(({ features }) => features),
    components: partitions.map(({ components }) => components),
  };
}

/** Labels of some cells that the domains agree with. */
export function hintRecord({ hinting }: Pick<Artifacts["domains"], "hinting">): Readonly<Record<string, unknown>> {
  if (!hinting?.hints) return {};
  const { labels, cells, explained, kept } = hinting.hints;
  return { hints: { labels: [...labels], cells: cells.length, explained, kept } };
}

/** The samples as columns: names, cells, and what is known of them. */
function samplesOf({ names, codes, attributes, column }: Samples): Readonly<Record<string, unknown>> {
  const cells = new Array<number>(names.length).fill(0);
  for (const code of codes) cells[code]++;
  const known = [...attributes.columns].map(([name, values]) => {
    return [name, names.map((_, s) => labelAt(values, s) ?? "")];
  });
  return { column, names: [...names], cells, attributes: Object.fromEntries(known) };
}

/** The losses of each seed by name; nothing where nothing is trained. */
function lossesBySeed(embedded: Artifacts["embeddings"] | undefined, seed: number): Readonly<Record<string, unknown>> {
  if (!embedded) return {};
  const losses = embedded.map(({ losses }, s): [string, unknown] => [`seed_${seed + s}`, losses]);
  const trained = embedded.some(({ losses }) => Object.keys(losses).length > 0);
  return trained ? { losses: Object.fromEntries(losses) } : {};
}

/** The choice of K as columns, since tables of uns hold arrays. */
function curveOf({
  chosen,
  runnerUp,
  margin,
  plausible,
  curve,
}: Artifacts["domainCount"]): Readonly<Record<string, unknown>> {
  return {
    chosen,
    runner_up: runnerUp,
    margin,
    plausible: [...plausible],
    k: curve.map(({ count }) => count),
    score: curve.map(({ score }) => score),
    gain: curve.map(({ gain }) => gain),
    stability: curve.map(({ stability }) => stability),
    coherence: curve.map(({ coherence }) => coherence),
  };
}
