import { CellScapeError } from "../../core/errors.ts";
import type { Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import { type CountsKind, type CountsReport, recognizeCounts } from "../../preprocess/counts.ts";
import type { Config } from "../options/config.ts";
import { dataOptions } from "../options/data.ts";

/** What `--min-counts` is where the user sets none. */
const usualFewestCounts = dataOptions.table.minCounts.parse(undefined);
/** Cofactor of arcsinh where the user sets none: that of mass cytometry. */
const usualCofactor = 5;

/** What the values of a data set are, and how they are transformed. */
export interface RecognizedValues {
  readonly kind: CountsReport;
  readonly normalize: boolean;
  /** Cofactor of arcsinh, where the values are transformed by it. */
  readonly cofactor: number | undefined;
  /** Fewest counts of a cell that is analysed. */
  readonly minCounts: number | "above 0";
}

/**
 * Recognise the values, decide by the settings how they are transformed, and report both.
 *
 * @throws bad-data for values that are no expression, or whose transformation the user has to choose.
 */
export function recognizeValues(
  dataset: Dataset,
  config: Pick<Config, "normalize" | "cofactor" | "minCounts">,
  task: Pick<Task, "note" | "warn">,
): RecognizedValues {
  const kind = recognizeCounts(dataset.counts, { cells: dataset.cells, genes: dataset.genes });
  task.note(`${dataset.countsFrom}: ${kind.description}`);
  const normalize = config.normalize === "auto" ? kind.needsLog : config.normalize === "yes";
  const cofactor = config.normalize === "arcsinh" ? (config.cofactor ?? usualCofactor) : undefined;
  expectTransformable(dataset, kind, config);
  if (!kind.raw && cofactor === undefined) {
    task.warn(`expected raw counts, got other values; ${treatment(normalize)}`);
  }
  const minCounts = fewestCounts(kind.kind, config, dataset.intensities === true);
  if (minCounts !== config.minCounts && config.minCounts !== usualFewestCounts) {
    task.warn(`--min-counts ${config.minCounts} was not used: ${dataset.countsFrom} holds no counts`);
  }
  return { kind, normalize, cofactor, minCounts };
}

/** The least number of counts applies to counts alone: normalised values and logarithms of a cell may sum to less than 1. */
function fewestCounts(
  kind: CountsKind,
  { minCounts, normalize }: Pick<Config, "minCounts" | "normalize">,
  intensities: boolean,
): number | "above 0" {
  if (kind === "scaled") return Number.NEGATIVE_INFINITY;
  if (intensities || normalize === "arcsinh") return "above 0";
  return kind === "counts" || kind === "fractional" ? minCounts : "above 0";
}

function treatment(normalize: boolean): string {
  return normalize
    ? "they are normalised nevertheless (--normalize no skips that; --normalize arcsinh is for intensities of proteins)"
    : "they are used without further normalisation";
}

/** @throws bad-data for values that are no counts whose transformation the user has to choose. */
function expectTransformable(
  { name, countsFrom, intensities }: Dataset,
  { kind, damaged }: Pick<CountsReport, "kind" | "damaged">,
  { normalize }: Pick<Config, "normalize">,
): void {
  if (normalize === "no" || normalize === "arcsinh") return;
  if (damaged !== undefined) throw new CellScapeError("bad-data", `${name}: ${countsFrom}: ${damaged}`);
  if (kind === "scaled") {
    const way =
      "name the matrix of raw counts with --counts (cellscape inspect lists them), use these values as they are with --normalize no, or transform intensities of proteins with --normalize arcsinh";
    throw new CellScapeError(
      "bad-data",
      `${name}: expected counts of 0 or more in ${countsFrom}, got negative values; ${way}`,
    );
  }
  if (!intensities || kind !== "fractional" || normalize === "yes") return;
  const way = `${intensityWays}, or scale them as counts with --normalize yes`;
  throw new CellScapeError("bad-data", `${name}: expected counts in ${countsFrom}, got intensities; ${way}`);
}

const intensityWays =
  "transform them with --normalize arcsinh (--cofactor 5 for imaging mass cytometry, 150 for fluorescence), take values that are transformed already with --normalize no";
