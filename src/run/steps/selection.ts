import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Samples } from "../../data/samples.ts";
import { filterCounts } from "../../preprocess/filter.ts";
import { selectColumns, selectRows } from "../../preprocess/select.ts";
import { cellTotals } from "../../preprocess/totals.ts";
import type { SampleCodes } from "../../spatial/sampleGraphs.ts";
import type { Artifacts, Selection, StepContext } from "../artifacts.ts";
import type { Config } from "../options/config.ts";
import { findSubset } from "../options/findSubset.ts";
import { medianOf, ownGenes } from "./ownGenes.ts";
import { rankGenes } from "./rankGenes.ts";
import { recognizeValues } from "./recognizeValues.ts";

/**
 * Recognise the kind of values, select cells and genes, and report how many are used.
 *
 * @throws bad-data for values that are no expression, or when too little is left; what the method throws for data that it
 * cannot take.
 */
export async function makeSelection(
  { dataset }: Pick<Artifacts, "dataset">,
  context: Pick<StepContext, "config" | "task">,
): Promise<Selection> {
  const { config, task } = context;
  if (config.subset === undefined) return selectFrom(dataset, undefined, context);
  const subset = findSubset(dataset, config.subset);
  const others = `the other ${dataset.cells.length - subset.length} stay in the result, without a domain`;
  const say = () =>
    task.note(`${subset.length} of ${dataset.cells.length} cells have ${config.subset?.join(" and ")}; ${others}`);
  return selectFrom(dataset, subset, context, say);
}

/**
 * The same from some cells only.
 *
 * @param subset rows of the cells that may be selected, ascending; all where undefined.
 * @param reportSubset reports how cells were selected, after the note on the values.
 */
export async function selectFrom(
  dataset: Dataset,
  subset: Uint32Array | undefined,
  { config, task }: Pick<StepContext, "config" | "task">,
  reportSubset: () => void = () => undefined,
): Promise<Selection> {
  // Ranking genes takes as long again.
  const scale = dataset.genes.length > config.genes ? 0.5 : 1;
  for (const note of dataset.notes) task.note(note);

  const { kind, normalize, cofactor, minCounts } = recognizeValues(dataset, config, task);
  await task.update(0.3 * scale);
  const minCells = config.minCells ?? (dataset.genes.length > config.genes ? 3 : 1);
  reportSubset();
  const looked = subset ? selectRows(dataset.counts, subset) : dataset.counts;
  const filtered = filterCounts(looked, { minCounts, minCells });
  const { counts, genes } = ownGenes(filtered, dataset, config);
  const { cells: kept, description } = filtered;
  await task.update(0.8 * scale);
  const cells = subset ? kept.map((i) => subset[i]) : kept;
  task.note(description);
  if (cells.length < looked.rows) {
    const few = looked.rows - cells.length;
    const lack = minCounts === "above 0" ? "no value above 0" : "too few counts";
    task.warn(`${few} ${few === 1 ? "cell has" : "cells have"} ${lack}: no domain, but still in the result`);
  }
  const samples = dataset.samples && samplesAmong(dataset.samples, cells);
  expectEnough(dataset, { cells: cells.length, genes: genes.length, normalize, samples }, config);

  const totals = cellTotals(counts);
  await task.update(scale);
  const spots = dataset.spots ? { spots: true } : {};
  const { total, log } = config.ownInputs;
  const target = total === "median" ? medianOf(totals) : total;
  const transform = {
    ...{ normalize, ...(cofactor === undefined ? {} : { cofactor }) },
    ...{ ...(target === undefined ? {} : { total: target }), ...(log === undefined ? {} : { log }) },
  };
  const shared = { cells, totals, ...spots, ...transform, samples, positions: pickCells(dataset.positions, cells) };
  const { method, options } = config.chosen;
  method.accepts?.(
    {
      ...{ name: dataset.name, cells: cells.length, genes: Math.min(genes.length, config.genes) },
      ...{ samples: samples?.names.length ?? 1, counts: normalize, values: kind.description },
      takenAs: kind.needsLog && !normalize ? `--normalize ${config.normalize}` : undefined,
    },
    options,
  );
  if (genes.length <= config.genes) return { ...shared, counts, genes, variable: undefined };
  if (kind.kind === "scaled") {
    const way = `take all of them with --genes ${genes.length}, or choose raw counts with --counts`;
    throw new CellScapeError(
      "bad-data",
      `${dataset.name}: expected counts to rank ${genes.length} genes by (--genes ${config.genes}), got ${kind.description}; ${way}`,
    );
  }
  const variable = await rankGenes(counts, shared, config, task.part(scale, 1.6 * scale));
  await task.update(1.6 * scale);
  return {
    ...shared,
    counts: selectColumns(counts, variable.selected),
    genes: variable.selected.map((gene) => genes[gene]),
    variable: { ...variable, genes },
  };
}

/** Fewer cells have no neighbourhoods. */
export const fewestCells = 3;

function expectEnough(
  { name }: Dataset,
  {
    cells: n,
    genes,
    normalize,
    samples,
  }: { cells: number; genes: number; normalize: boolean; samples: SampleCodes | undefined },
  { domains, graph, neighbors }: Config,
): void {
  const refuse = (expected: string, way: string) => {
    throw new CellScapeError("bad-data", `${name}: expected ${expected}; ${way}`);
  };
  if (n < fewestCells) refuse(`at least ${fewestCells} cells, got ${n}`, "domains are found among neighbours");
  if (domains !== "auto" && n <= domains) {
    refuse(`more cells than the ${domains} domains requested, got ${n}`, "lower --domains");
  }
  const smallest = smallestOf(samples) ?? { cells: n, name: "" };
  if (smallest.cells < 3) {
    refuse(`at least 3 cells in each sample, got ${smallest.cells} in ${smallest.name}`, "leave that sample out");
  }
  if (graph !== "delaunay" && smallest.cells <= neighbors) {
    const way = "lower --neighbors, or connect cells with --graph delaunay";
    const where = samples ? ` in ${smallest.name}` : "";
    refuse(
      `more than ${neighbors} cells, so that each has its ${neighbors} neighbours, got ${smallest.cells}${where}`,
      way,
    );
  }
  if (genes === 1 && normalize) {
    const way = "add genes, or take the counts as they are with --normalize no";
    refuse("two or more genes, because one gene alone is the same in every cell once normalised, got 1", way);
  }
}

/** The samples that have cells among the given ones; undefined when that is one sample. */
export function samplesAmong({ names, codes }: Samples, cells: Uint32Array): SampleCodes | undefined {
  const own = Int32Array.from(cells, (cell) => codes[cell]);
  const present = [...new Set(own)].sort((a, b) => a - b);
  if (present.length < 2) return undefined;
  const place = new Map(present.map((code, s) => [code, s]));
  return { names: present.map((code) => names[code]), codes: own.map((code) => place.get(code) ?? -1) };
}

function smallestOf(samples: SampleCodes | undefined): { readonly cells: number; readonly name: string } | undefined {
  if (!samples) return undefined;
  const sizes = new Array<number>(samples.names.length).fill(0);
  for (const code of samples.codes) sizes[code]++;
  const cells = Math.min(...sizes);
  return { cells, name: samples.names[sizes.indexOf(cells)] };
}

/** Positions of some cells. */
export function pickCells({ columns, values }: Matrix, rows: Uint32Array): Matrix {
  const chosen = new Float64Array(rows.length * columns);
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < columns; j++) chosen[i * columns + j] = values[rows[i] * columns + j];
  }
  return { rows: rows.length, columns, values: chosen };
}
