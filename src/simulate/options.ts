import { CellScapeError } from "../core/errors.ts";

export type Arrangement = "layers" | "blobs";
export type Layout = "irregular" | "grid" | "square";

/** What a simulated tissue is like. */
export interface SimulateOptions {
  /** Cells over all samples. */
  readonly cells?: number;
  readonly genes?: number;
  readonly domains?: number;
  readonly cellTypes?: number;
  /** Curved layers as in cortex, or rounded regions. */
  readonly arrangement?: Arrangement;
  /** `irregular` cells, a hexagonal `grid` of spots as Visium's, or a `square` one. */
  readonly layout?: Layout;
  /** Distance of neighbouring cells in micrometres; 100 on the hexagonal grid, 50 on the square one, else 15. */
  readonly spacingUm?: number;
  /** Sections of the tissue, side by side, each with its own batch effect. */
  readonly samples?: number;
  /** Standard deviation over samples of a gene's log expression; half of it for the log library size. */
  readonly batchEffect?: number;
  /** Standard deviation over samples of the log of a gene's answer to domains and cell types: 0 leaves it the same. */
  readonly batchScale?: number;
  /** Conditions that samples take by turns, such as 2 for control and disease; the second is changed as told below. */
  readonly conditions?: number;
  /** Donors that samples come from, each one sample of every condition before the next; 0 for none. */
  readonly donors?: number;
  /** Standard deviation over donors of the log share of a cell type, and of a gene's log expression. */
  readonly donorSpread?: number;
  /** Standard deviation over samples of the log share of a cell type in a domain. */
  readonly compositionSpread?: number;
  /** Change of the log share of a shifted cell type from a condition to the next, up and down by turns. */
  readonly compositionShift?: number;
  /** Cell types that shift: the commonest but the first. */
  readonly shiftedTypes?: number;
  /** Genes that change from a condition to the next in the commonest cell type, up and down by turns. */
  readonly changedGenes?: number;
  /** Change of the log mean of a changed gene from a condition to the next. */
  readonly expressionShift?: number;
  /** Strength of what sets domains apart: 0 for none, 1 for a tissue that takes neighbours to see. */
  readonly signal?: number;
  /** Groups of genes that rise and fall together, cell by cell; one for each 20 genes unless given. */
  readonly modules?: number;
  /** Transcripts of an average cell before dropout, the rise of its markers not counted; 20 sqrt(genes) unless given. */
  readonly depth?: number;
  /** Standard deviation of a cell's log library size. */
  readonly librarySpread?: number;
  /** Negative binomial size: a count of mean m has variance m + m^2 / size. */
  readonly dispersion?: number;
  /** Chance that a gene seen in a cell is lost. */
  readonly dropout?: number;
}

/**
 * Fill in what is not given.
 *
 * @throws bad-option, naming the option, its range and its value.
 */
export function completeOptions(options: SimulateOptions): Required<SimulateOptions> {
  const { layout = "irregular", genes = 200 } = options;
  const complete: Required<SimulateOptions> = {
    cells: 2000,
    genes,
    domains: 5,
    cellTypes: 8,
    arrangement: "layers",
    layout,
    spacingUm: layout === "grid" ? 100 : layout === "square" ? 50 : 15,
    samples: 1,
    batchEffect: 0.3,
    batchScale: 0,
    conditions: 1,
    donors: 0,
    donorSpread: 0.5,
    compositionSpread: 0,
    compositionShift: 0,
    shiftedTypes: 2,
    changedGenes: 0,
    expressionShift: 1,
    signal: 1,
    modules: Math.round(genes / 20),
    depth: 20 * Math.sqrt(genes),
    librarySpread: 0.35,
    dispersion: 2,
    dropout: 0.1,
    ...options,
  };
  const { cells, samples } = complete;
  expectWhole("cells", cells, 1);
  expectWhole("genes", genes, 1);
  expectWhole("domains", complete.domains, 1);
  expectWhole("cellTypes", complete.cellTypes, 1);
  expectWhole("samples", samples, 1);
  expectWhole("modules", complete.modules, 0);
  expectWhole("conditions", complete.conditions, 1);
  expectWhole("donors", complete.donors, 0);
  expectWhole("shiftedTypes", complete.shiftedTypes, 0);
  expectWhole("changedGenes", complete.changedGenes, 0);
  if (complete.conditions > samples)
    throw bad("conditions", `at most one for each of the ${samples} samples`, complete.conditions);
  if (complete.donors > samples) throw bad("donors", `at most one for each of the ${samples} samples`, complete.donors);
  if (complete.changedGenes > genes) throw bad("changedGenes", `at most the ${genes} genes`, complete.changedGenes);
  if (samples > cells) throw bad("samples", `at most one for each of the ${cells} cells`, samples);
  expectOneOf("arrangement", complete.arrangement, ["layers", "blobs"]);
  expectOneOf("layout", layout, ["irregular", "grid", "square"]);
  for (const name of ["spacingUm", "depth", "dispersion"] as const) {
    if (!(complete[name] > 0)) throw bad(name, "a number above 0", complete[name]);
  }
  const strengths = [
    "batchEffect",
    "batchScale",
    "donorSpread",
    "compositionSpread",
    "compositionShift",
    "expressionShift",
  ] as const;
  for (const name of [...strengths, "signal", "librarySpread"] as const) {
    if (!(complete[name] >= 0 && complete[name] <= 10)) throw bad(name, "a number from 0 to 10", complete[name]);
  }
  if (!Number.isFinite(complete.spacingUm)) throw bad("spacingUm", "a finite number", complete.spacingUm);
  if (!Number.isFinite(complete.depth)) throw bad("depth", "a finite number", complete.depth);
  if (!(complete.dropout >= 0 && complete.dropout < 1)) {
    throw bad("dropout", "a number from 0 to below 1", complete.dropout);
  }
  return complete;
}

function expectWhole(name: string, got: number, least: number): void {
  if (!Number.isSafeInteger(got) || got < least) throw bad(name, `a whole number >= ${least}`, got);
}

function expectOneOf(name: string, got: string, known: readonly string[]): void {
  if (!known.includes(got)) throw bad(name, `one of ${known.join(", ")}`, got);
}

function bad(name: string, expected: string, got: number | string): CellScapeError {
  return new CellScapeError("bad-option", `simulate ${name}: expected ${expected}, got ${got}`);
}
