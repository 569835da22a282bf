import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { labelAt } from "../../data/labels.ts";
import { pickRows } from "../../data/pickRows.ts";
import { GENE_TYPE, isControl, isControlType } from "./controls.ts";
import { pickCells } from "./pickCells.ts";
import { pickGenes } from "./pickGenes.ts";

/** Columns of var with the type of a feature. */
const TYPES = ["feature_types", "feature_type"];

/** Types of features that are all intensities of proteins where they are fractions. */
const PROTEINS = /protein|antibody/i;

/**
 * The rules of the readers of instruments, for tables from anywhere: spots off the tissue, cells without a
 * position and features that are no genes are left out. Spots and controls are named in a note, cells and other
 * measurements as lost.
 *
 * @throws bad-data when no cell has a position.
 */
export function tissueOnly(dataset: Dataset): Dataset {
  return withoutControls(withoutUnplaced(withoutOffTissue(dataset)));
}

/** Features of a data set. */
export type FeatureTable = Pick<Dataset, "genes" | "var">;

/** The features that `tissueOnly` keeps. */
export function genesOnly(features: FeatureTable): FeatureTable {
  const { kept } = sortFeatures(features);
  if (kept.length === 0 || kept.length === features.genes.length) return features;
  const columns = [...features.var.columns].map(([name, column]) => [name, pickRows(column, kept)] as const);
  return { genes: kept.map((gene) => features.genes[gene]), var: { rows: kept.length, columns: new Map(columns) } };
}

/** Spots that lie off the tissue by the file's own word, as Space Ranger writes it. */
function withoutOffTissue(dataset: Dataset): Dataset {
  const column = dataset.obs.columns.get("in_tissue");
  if (column === undefined) return dataset;
  const on = dataset.cells.map((_, i) => i).filter((i) => !/^(0|0\.0|false|no)$/i.test(labelAt(column, i) ?? ""));
  const off = dataset.cells.length - on.length;
  if (off === 0 || on.length === 0) return dataset;
  const note = `${off} of ${dataset.cells.length} spots lie off the tissue (obs/in_tissue is 0) and were left out`;
  return { ...pickCells(dataset, on), notes: [...dataset.notes, note] };
}

function withoutUnplaced(dataset: Dataset): Dataset {
  const { name, cells, positions, positionsFrom } = dataset;
  const placed = cells.map((_, i) => i).filter((i) => !isMissing(positions.values, i));
  if (placed.length === cells.length) return dataset;
  if (placed.length === 0) {
    const way = "name other positions (--positions)";
    throw new CellScapeError(
      "bad-data",
      `${name}: ${positionsFrom}: expected positions, got NaN for all ${cells.length} cells; ${way}`,
    );
  }
  const [without] = cells.filter((_, i) => isMissing(positions.values, i));
  const lost = cells.length - placed.length;
  const loss = `${lost} of ${cells.length} cells have no position in ${positionsFrom}, such as ${without}, and get no domain`;
  return { ...pickCells(dataset, placed), losses: [...dataset.losses, loss] };
}

const isMissing = (values: Dataset["positions"]["values"], i: number) =>
  Number.isNaN(values[2 * i]) || Number.isNaN(values[2 * i + 1]);

function withoutControls(dataset: Dataset): Dataset {
  const { kept, left, types, known } = sortFeatures(dataset);
  if (left.size === 0 && types?.every((type) => PROTEINS.test(type))) return { ...dataset, intensities: true };
  if (left.size === 0 || kept.length === 0) return dataset;
  const isOther = (type: string) => known !== undefined && !isControlType(type);
  const controls = [...left].filter(([type]) => !isOther(type));
  const others = [...left].filter(([type]) => isOther(type));
  const notes = controls.length > 0 ? [`non-gene features were excluded: ${listed(controls)}`] : [];
  const losses = others.length > 0 ? [`measurements other than genes were excluded: ${listed(others)}`] : [];
  return {
    ...pickGenes(dataset, kept),
    notes: [...dataset.notes, ...notes],
    losses: [...dataset.losses, ...losses],
  };
}

/** Genes, and numbers of the other features by type: by the type of each, where var has it, else by names that only controls of instruments have. */
function sortFeatures({ genes, var: variables }: FeatureTable) {
  const key = TYPES.find((each) => variables.columns.has(each));
  const column = key === undefined ? undefined : variables.columns.get(key);
  const types = column && genes.map((_, u) => labelAt(column, u) ?? GENE_TYPE);
  // Types in the words of other software say nothing of which are genes.
  const known = types?.includes(GENE_TYPE) ? types : undefined;
  const typeOf = (u: number) => known?.[u] ?? (isControl(genes[u]) ? "control features" : GENE_TYPE);
  const left = new Map<string, number>();
  const kept: number[] = [];
  for (let u = 0; u < genes.length; u++) {
    const type = typeOf(u);
    if (type === GENE_TYPE) kept.push(u);
    else left.set(type, (left.get(type) ?? 0) + 1);
  }
  return { kept, left, types, known };
}

/** Numbers of features by type, in words. */
const listed = (counts: readonly (readonly [string, number])[]) =>
  counts.map(([type, count]) => `${count} ${type}`).join(", ");
