import { CellScapeError } from "../core/errors.ts";
import type { Host } from "../host/host.ts";
import { readLabels, readObs, readUnsText } from "../io/anndata/h5ad.ts";
import type { Source } from "../io/source.ts";
import { agreement, scoredPairs } from "../math/statistics/agreement.ts";
import { codesOf, groupsOf } from "./read/labelCodes.ts";

/** Known labels and the columns that are scored. */
export interface ScoreOptions {
  /** Column of obs with the known labels. */
  readonly truth: string;
  /** Columns of obs to score: by default the domains before and after the vote. */
  readonly column?: readonly string[] | undefined;
  /** Labels that count as unknown, besides missing ones. */
  readonly ignore?: readonly string[] | undefined;
  /** Column of obs whose groups are scored by themselves as well: the samples of a run of several by default. */
  readonly by?: string | undefined;
}

/** Agreement of columns with known labels. */
export interface Scores {
  readonly truth: string;
  /** Cells in the file. */
  readonly cells: number;
  /** Cells with a known label and a domain in every column that is scored. */
  readonly scored: number;
  /** Cells with a known label and without a domain, which are in no score. */
  readonly withoutDomain: number;
  /** Known labels among them. */
  readonly classes: number;
  /** All cells together, then each group of `by`. */
  readonly rows: readonly ScoreRow[];
  readonly by?: string;
}

export interface ScoreRow {
  /** The group that was scored by itself; undefined for all cells. */
  readonly group?: string;
  readonly column: string;
  /** Domains among the scored cells. */
  readonly domains: number;
  /** Arithmetic mean normalisation. */
  readonly nmi: number;
  readonly homogeneity: number;
  readonly ari: number;
}

/**
 * Compare domains in a file with known labels.
 *
 * @throws bad-option when a column is not there; bad-data when no cell has a known label and a domain.
 */
export async function scoreFile({ files }: Pick<Host, "files">, path: string, options: ScoreOptions): Promise<Scores> {
  const {
    truth,
    column: columns = ["cellscape_domain_raw", "cellscape_domain"],
    ignore = ["nan", "NaN", "NA", "undetermined"],
  } = options;
  const source = await files.openFile(path);
  const known = codesOf(await readLabels(source, truth), ignore);
  if (!options.column) await expectDomains(source);
  const labelled = known.filter((code) => code >= 0).length;
  if (labelled === 0) throw new CellScapeError("bad-data", `${path}: expected known labels in obs/${truth}, got none`);
  const labels = new Map<string, Int32Array>();
  for (const column of columns) labels.set(column, codesOf(await readLabels(source, column), ignore));
  const inAll = known.map((code, i) => ([...labels.values()].every((codes) => codes[i] >= 0) ? code : -1));
  const scored = inAll.filter((code) => code >= 0).length;
  if (scored === 0) {
    const expected = `cells with a label in obs/${truth} and in ${columns.map((column) => `obs/${column}`).join(", ")}`;
    throw new CellScapeError(
      "bad-data",
      `${path}: expected ${expected}, got none among ${labelled} with a known label`,
    );
  }
  const by = options.by ?? (await samplesColumn(source));
  const groups = by === undefined ? [] : groupsOf(await readLabels(source, by), inAll);
  const rows = [{ group: undefined, cells: undefined }, ...groups].flatMap(({ group, cells }) =>
    [...labels].map(([column, codes]): ScoreRow => {
      const pairs = cells ? scoredPairs(pick(inAll, cells), pick(codes, cells)) : scoredPairs(inAll, codes);
      const { nmi, homogeneity, ari } = agreement(pairs.truth, pairs.labels);
      const row = { column, domains: new Set(pairs.labels).size, nmi, homogeneity, ari };
      return group === undefined ? row : { group, ...row };
    }),
  );
  const classes = new Set(inAll.filter((code) => code >= 0)).size;
  const counted = { cells: known.length, scored, withoutDomain: labelled - scored };
  return { truth, ...counted, classes, rows, ...(by === undefined ? {} : { by }) };
}

/** The column of the samples of a joint result; the file of one of its samples need not have it. */
async function samplesColumn(source: Source): Promise<string | undefined> {
  const column = await readUnsText(source, "cellscape/samples/column");
  return column !== undefined && (await readObs(source)).columns.has(column) ? column : undefined;
}

function pick(codes: Int32Array, cells: Uint32Array): Int32Array {
  return Int32Array.from(cells, (cell) => codes[cell]);
}

async function expectDomains(source: Source): Promise<void> {
  const { columns } = await readObs(source);
  if (columns.has("cellscape_domain") && columns.has("cellscape_domain_raw")) return;
  const has = [...columns.keys()].join(", ") || "no columns";
  const way = "score the result.h5ad of a run, or name a column with --column";
  throw new CellScapeError("bad-option", `${source.name}: expected cellscape_domain in obs, got ${has}; ${way}`);
}
