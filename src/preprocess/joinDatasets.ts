import { CellScapeError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { labelAt } from "../data/labels.ts";
import type { Matrix } from "../data/matrix.ts";
import type { Samples } from "../data/samples.ts";
import type { Column, Table } from "../data/table.ts";
import { recognizeCounts } from "./counts.ts";
import { withoutVersions } from "./geneVersions.ts";
import { joinCounts } from "./joinCounts.ts";
import { joinTables } from "./joinTables.ts";
import { sampleAttributes } from "./sampleAttributes.ts";
import { sharedGenes } from "./sharedGenes.ts";
import { sharedUnit } from "./units/sharedUnit.ts";

/** One sample to be joined with others. */
export interface SamplePart {
  /** Its name, unique among the samples. */
  readonly sample: string;
  readonly dataset: Dataset;
  /** What is known of it, such as its condition; missing where undefined. */
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
}

/** How many genes samples have to share. */
export interface JoinOptions {
  /** Least share of the genes of the sample with the fewest that all samples must have. */
  readonly overlap?: number;
}

/** Column of obs with the sample of each cell; what the files themselves call so moves aside. */
const sampleColumn = "sample";
const movedColumn = "sample_in_file";

/**
 * Several samples as one data set: the cells one sample after the other, the genes that all have in the order of the
 * first. Positions stay as they are: those of different samples have nothing in common. Where a cell name occurs in two
 * samples, all cells get `-SAMPLE` behind theirs. Attributes of the samples become columns of obs.
 *
 * @param parts at least two.
 * @throws bad-data when too few genes are shared, or some samples hold raw counts and others do not; bad-option when
 * names of samples occur twice.
 * @example
 * import { joinDatasets } from "cellscape/preprocess";
 * const both = joinDatasets([{ sample: "a", dataset: first }, { sample: "b", dataset: second }]);
 */
export function joinDatasets(parts: readonly SamplePart[], { overlap = 0.5 }: JoinOptions = {}): Dataset {
  const names = parts.map(({ sample }) => sample);
  const twice = names.find((name, s) => names.indexOf(name) < s);
  if (twice !== undefined) {
    throw new CellScapeError(
      "bad-option",
      `samples: expected each name once, got ${twice} twice; name them in a sheet`,
    );
  }
  const datasets = parts.map(({ dataset }) => dataset);
  expectAlike(parts);
  const { genes: named, changed } = withoutVersions(datasets.map(({ genes }) => genes));
  const shared = sharedGenes(
    names.map((sample, s) => ({ sample, genes: named[s] })),
    overlap,
  );
  const codes = new Int32Array(datasets.reduce((sum, { cells }) => sum + cells.length, 0));
  let first = 0;
  datasets.forEach(({ cells }, s) => {
    codes.fill(s, first, first + cells.length);
    first += cells.length;
  });
  const { cells, notes: renamed } = joinNames(parts);
  const obs = joinTables(datasets.map((dataset) => dataset.obs));
  const given = [...new Set(parts.flatMap(({ attributes = {} }) => Object.keys(attributes)))];
  const attributes = mergeAttributes(sampleAttributes(obs, codes, parts.length), parts, given);
  const samples: Samples = { names, codes, attributes, column: sampleColumn };
  const { notes: unitNotes, ...unit } = sharedUnit(datasets.map(({ unitUm }) => unitUm));
  const dropped = Math.max(...datasets.map(({ genes }) => genes.length)) - shared.genes.length;
  return {
    name: `${parts.length} samples (${names.slice(0, 4).join(", ")}${parts.length > 4 ? ", ..." : ""})`,
    cells,
    genes: shared.genes,
    counts: joinCounts(
      datasets.map(({ counts }) => counts),
      shared.places,
    ),
    countsFrom: same(datasets.map(({ countsFrom }) => countsFrom)),
    positions: joinPositions(datasets.map(({ positions }) => positions)),
    positionsFrom: same(datasets.map(({ positionsFrom }) => positionsFrom)),
    obs: withSamples(obs, samples, given),
    var: joinVar(datasets, shared.places),
    ...unit,
    ...(datasets.some(({ intensities }) => intensities) ? { intensities: true } : {}),
    ...(datasets.every(({ spots }) => spots) ? { spots: true } : {}),
    ...tissuesOf(parts),
    samples,
    losses: parts.flatMap(({ sample, dataset }) => dataset.losses.map((loss) => `${sample}: ${loss}`)),
    notes: [
      `${parts.length} samples: ${parts.map(({ sample, dataset }) => `${sample} ${dataset.cells.length} x ${dataset.genes.length}`).join(", ")} (cells x genes)`,
      `${shared.genes.length} genes are in all samples and used${dropped > 0 ? `; up to ${dropped} of a sample are left out` : ""}`,
      ...(changed.length > 0
        ? [
            `Ensembl identifiers were joined without their versions (such as .3), which ${changed.map((s) => names[s]).join(", ")} have`,
          ]
        : []),
      ...renamed,
      ...unitNotes,
      ...(obs.columns.has(sampleColumn)
        ? [`obs/${sampleColumn} of the files is obs/${movedColumn} in the result`]
        : []),
      ...parts.flatMap(({ sample, dataset }) => dataset.notes.map((note) => `${sample}: ${note}`)),
    ],
  };
}

/** Pictures of all samples; where two have one name, that of its sample stands before each. */
function tissuesOf(parts: readonly SamplePart[]): Pick<Dataset, "tissues"> {
  const found = parts.flatMap(({ sample, dataset: { tissue, tissues = [] } }) =>
    [...(tissue ? [tissue] : []), ...tissues].map((each) => ({ sample, tissue: { ...each, sample } })),
  );
  if (found.length === 0) return {};
  const alike = new Set(found.map(({ tissue }) => tissue.library)).size < found.length;
  const named = ({ sample, tissue }: (typeof found)[number]) => `${sample}_${tissue.library}`.replaceAll("/", "_");
  return { tissues: found.map((each) => (alike ? { ...each.tissue, library: named(each) } : each.tissue)) };
}

/** Raw counts beside logarithms would be one more batch effect, and none that can be taken out. */
function expectAlike(parts: readonly SamplePart[]): void {
  const kinds = parts.map(({ sample, dataset: { counts, cells, genes, countsFrom } }) => {
    return { sample, countsFrom, ...recognizeCounts(counts, { cells, genes }) };
  });
  const [first] = kinds;
  const other = kinds.find(({ kind }) => kind !== first.kind);
  if (other === undefined) return;
  const got = `${first.kind} in ${first.sample} (${first.countsFrom}) and ${other.kind} in ${other.sample} (${other.countsFrom})`;
  throw new CellScapeError(
    "bad-data",
    `samples: expected values of one kind, got ${got}; choose a matrix that all have with --counts`,
  );
}

function joinNames(parts: readonly SamplePart[]): { cells: readonly string[]; notes: readonly string[] } {
  const plain = parts.flatMap(({ dataset }) => dataset.cells);
  if (new Set(plain).size === plain.length) return { cells: plain, notes: [] };
  const suffixed = parts.flatMap(({ sample, dataset }) => dataset.cells.map((cell) => `${cell}-${sample}`));
  const notes = ["barcodes occur in more than one sample: sample name appended to all"];
  if (new Set(suffixed).size === suffixed.length) return { cells: suffixed, notes };
  // A cell may be called as another with its sample behind; a number in front keeps all apart.
  const numbered = parts.flatMap(({ sample, dataset }, s) => dataset.cells.map((cell) => `${s + 1}-${cell}-${sample}`));
  return { cells: numbered, notes };
}

/** Attributes of each sample in the files, with precedence for what the user states. */
function mergeAttributes(found: Table, parts: readonly SamplePart[], given: readonly string[]): Table {
  const columns = new Map(found.columns);
  columns.delete(sampleColumn);
  for (const name of given) {
    const values = parts.map(({ attributes = {} }) => attributes[name]);
    const numeric = values.every((value) => value === undefined || typeof value === "number");
    columns.set(
      name,
      numeric
        ? { kind: "number", values: Float64Array.from(values, (value) => Number(value ?? Number.NaN)) }
        : { kind: "string", values: values.map((value) => (value === undefined ? undefined : String(value))) },
    );
  }
  return { rows: parts.length, columns };
}

/** obs with the sample of each cell, and its attributes set by the user. */
function withSamples(obs: Table, { names, codes, attributes, column }: Samples, given: readonly string[]): Table {
  const columns = new Map(obs.columns);
  const own = columns.get(column);
  if (own) columns.set(movedColumn, own);
  columns.set(column, { kind: "category", codes, categories: names, ordered: false });
  for (const name of given) {
    const attribute = attributes.columns.get(name);
    if (attribute) columns.set(name, spread(attribute, codes));
  }
  return { rows: obs.rows, columns };
}

/** An attribute of samples as a column of their cells. */
function spread(attribute: Column, codes: Int32Array): Column {
  if (attribute.kind === "number") {
    return { kind: "number", values: Float64Array.from(codes, (s) => attribute.values[s]) };
  }
  const rows = attribute.kind === "category" ? attribute.codes.length : attribute.values.length;
  const labels = Array.from({ length: rows }, (_, s) => labelAt(attribute, s));
  const categories = [...new Set(labels.filter((label) => label !== undefined))];
  const codeOf = labels.map((label) => (label === undefined ? -1 : categories.indexOf(label)));
  return { kind: "category", codes: codes.map((s) => codeOf[s]), categories, ordered: false };
}

function joinPositions(positions: readonly Matrix[]): Matrix {
  const rows = positions.reduce((sum, matrix) => sum + matrix.rows, 0);
  const values = new Float64Array(2 * rows);
  let at = 0;
  for (const { rows: n, columns, values: own } of positions) {
    for (let i = 0; i < n; i++) {
      values[at++] = own[i * columns];
      values[at++] = own[i * columns + 1];
    }
  }
  return { rows, columns: 2, values };
}

/** Columns of var that agree for every shared gene in all samples. */
function joinVar(datasets: readonly Dataset[], places: readonly Int32Array[]): Table {
  const [first, ...others] = datasets;
  const rows = places[0].reduce((count, place) => count + (place >= 0 ? 1 : 0), 0);
  const genesOf = places.map((of) => {
    const genes = new Uint32Array(rows);
    of.forEach((place, gene) => {
      if (place >= 0) genes[place] = gene;
    });
    return genes;
  });
  const columns = new Map<string, Column>();
  for (const [name, column] of first.var.columns) {
    const labels = Array.from(genesOf[0], (gene) => labelAt(column, gene));
    const agreed = others.every(({ var: table }, t) => {
      const other = table.columns.get(name);
      return other !== undefined && labels.every((label, u) => labelAt(other, genesOf[t + 1][u]) === label);
    });
    if (agreed) columns.set(name, { kind: "string", values: labels });
  }
  return { rows, columns };
}

/** The common value, or all different values. */
function same(texts: readonly string[]): string {
  return [...new Set(texts)].join(", ");
}
