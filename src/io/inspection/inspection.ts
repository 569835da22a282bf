import { withSingulars } from "../../core/singular.ts";

/** What an input holds and how to run it. */
export interface Inspection {
  /** The path or name of the input. */
  readonly name: string;
  /** `h5ad`. */
  readonly format: string;
  /** Version of the format in words: `anndata 0.1.0`, `anndata before 0.8`. */
  readonly version: string;
  readonly cells: number;
  readonly genes: number;
  /** Every matrix of cells x genes, with what its values look like. */
  readonly matrices: readonly MatrixInspection[];
  /** The matrix that a run takes; undefined when there is none. */
  readonly countsFrom: string | undefined;
  /** Where a run takes positions; undefined when no known place has them. */
  readonly positionsFrom: string | undefined;
  /** Columns of obs with few values, which may be labels to score against. */
  readonly labels: readonly GroupingColumn[];
  /** Columns of obs whose name contains sample, batch, section, ... */
  readonly samples: readonly GroupingColumn[];
  readonly obs: readonly string[];
  readonly obsm: readonly string[];
  readonly layers: readonly string[];
  /** What else could be read and the option that requests it, one line each: `bin: 2, 8 (taken), 16 um (--bin)`. */
  readonly choices?: readonly string[];
  /** What is missing or needs attention, one sentence each. */
  readonly warnings: readonly string[];
  /** The command that runs this input, one argument each. */
  readonly command: readonly string[];
}

export interface MatrixInspection {
  /** `X`, `raw/X`, `layers/<name>`. */
  readonly where: string;
  readonly storage: "dense" | "csr" | "csc";
  readonly type: string;
  readonly rows: number;
  readonly columns: number;
  /** Entries in the file: non-zeros when sparse. */
  readonly stored: number;
  readonly looksLikeCounts: boolean;
  /** In words: `whole numbers from 0 to 812`. */
  readonly why: string;
}

export interface GroupingColumn {
  readonly column: string;
  readonly groups: number;
  /** Cells without a value. */
  readonly missing: number;
}

/** The command that runs an input: `dir/tissue.h5ad` goes into `tissue-cellscape`. */
export function runArguments(name: string, flags: readonly string[] = []): string[] {
  const base = name.split(/[\\/]/).findLast((part) => part !== "" && part !== "." && part !== "..") ?? "result";
  const out = `${base.replace(/(\.(h5ad|h5mu|h5|loom|gef|gem|zarr|zip|mtx|csv|tsv|txt|parquet|gz))+$/i, "")}-cellscape`;
  return ["cellscape", "run", name, "--out", out, ...flags];
}

/** An inspection in lines for a terminal. */
export function describeInspection(inspection: Inspection): string[] {
  const { name, format, version, cells, genes, matrices, labels, samples, obsm, layers, warnings, command } =
    inspection;
  const lines = [`${name}: ${format} (${version}), ${cells} cells x ${genes} genes`];
  for (const { where, storage, type, rows, columns, stored, looksLikeCounts, why } of matrices) {
    const size = `${rows} x ${columns} ${storage} ${type}${storage === "dense" ? "" : `, ${stored} stored`}`;
    lines.push(`  ${where}: ${size}; ${looksLikeCounts ? "looks like counts" : "not counts"}: ${why}`);
  }
  lines.push(`counts: ${inspection.countsFrom ?? "none"}`, `positions: ${inspection.positionsFrom ?? "none"}`);
  lines.push(`labels: ${groupings(labels)}`, `samples: ${groupings(samples)}`);
  lines.push(`obsm: ${list(obsm)}`, `layers: ${list(layers)}`);
  lines.push(...(inspection.choices ?? []));
  for (const warning of warnings) lines.push(`warning: ${warning}`);
  if (!command.includes("--domains")) {
    lines.push(
      "domains: add --domains K where you know their number; otherwise it is estimated, often too high or too low",
    );
  }
  if (labels.length > 0) {
    lines.push("check: cellscape score RESULT --truth COLUMN compares the domains of a run with labels");
  }
  return [...lines.map(withSingulars), `run: ${describeCommand(command)}`];
}

/** A command as a POSIX shell takes it. */
export const describeCommand = (command: readonly string[]) => command.map(quoted).join(" ");

/** An argument as a POSIX shell needs it. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

function groupings(columns: readonly GroupingColumn[]): string {
  return list(
    columns.map(({ column, groups, missing }) => `${column} (${groups}${missing > 0 ? `, ${missing} missing` : ""})`),
  );
}

const list = (items: readonly string[]) => (items.length === 0 ? "none" : items.join(", "));
