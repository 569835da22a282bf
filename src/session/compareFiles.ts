import { measure, voted, yardstickOf } from "../bench/measures/measure.ts";
import { codesByOccurrence } from "../bench/outside/codes.ts";
import type { TissueView } from "../bench/page/view.ts";
import type { BenchRecord, MethodRecord, RunRecord } from "../bench/record.ts";
import { CellScapeError } from "../core/errors.ts";
import { fingerprintOf } from "../core/fingerprint.ts";
import { version } from "../core/version.ts";
import { labelAt } from "../data/labels.ts";
import type { Host } from "../host/host.ts";
import { type Annotated, readAnnotations } from "../io/anndata/h5ad.ts";
import { resultKeys } from "../run/resultKeys.ts";
import { hashOf } from "./bench/keptRun.ts";
import { pageName, writeBench } from "./bench/writeBench.ts";
import { fileDigest } from "./read/digest.ts";
import { expectSharedLabels } from "./read/sharedLabels.ts";
import { openSession, type SessionOptions } from "./run/session.ts";
import { outputFolder } from "./write/outputFolder.ts";

/** Known labels, columns and folder of a comparison. */
export interface CompareOptions extends Pick<SessionOptions, "out" | "report" | "signal" | "ending" | "command"> {
  /** Column of obs with the known labels, in the first file. */
  readonly truth: string;
  /** Columns of obs to compare in every file that has them; by default the domains of a run. */
  readonly column?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly reference?: string | undefined;
}

/** A column of a file. */
interface Labelling {
  readonly name: string;
  readonly raw: Int32Array;
  readonly own: Int32Array;
}

const vote = 30;
const usualUnknown = ["nan", "NaN", "NA", "undetermined"];

/**
 * Compare labels of the same cells in files that exist with the known ones: the page and tables of a benchmark, without runs.
 *
 * @param paths .h5ad files, such as results of runs.
 * @throws bad-option where a column is not there; bad-data where the cells differ or none has a known label; cannot-write.
 */
export async function compareFiles(
  host: Host,
  paths: readonly string[],
  { truth, column, ignore = usualUnknown, reference, ...options }: CompareOptions,
): Promise<{ readonly record: BenchRecord; readonly lines: readonly string[] }> {
  const { out, command = [] } = options;
  const session = await openSession(
    host,
    paths.map((path) => ({ path })),
    { ...options, result: pageName },
  );
  try {
    const opened: Annotated[] = [];
    for (const path of paths) opened.push(await readAnnotations(await host.files.openFile(path)));
    const [first, ...others] = opened;
    for (const [at, each] of others.entries()) expectSameCells(first, each, [paths[0], paths[at + 1]]);
    const { codes, names } = codesByOccurrence(textsOf(first, truth, paths[0]), ignore);
    const labelled = codes.filter((code) => code >= 0).length;
    expectSharedLabels(paths[0], truth, { names, labelled });
    const by = await yardstickOf({ truth: codes, positions: first.positions }, vote);
    const rows = opened.flatMap((each, at) => labellingsOf(host, each, { paths, at, column, ignore }));
    const sha256 = await fileDigest(host, await host.files.openFile(paths[0]));
    const { basename, resolve } = host.paths;
    const data = basename(resolve(paths[0])).replace(/\.[a-z0-9]+$/i, "");
    const runs: RunRecord[] = [];
    for (const { name, raw, own } of rows) {
      const labels = fingerprintOf(raw, own);
      const scores = await measure({ raw, own }, by);
      runs.push({ data, method: name, key: name, scores, labels, cost: {}, warnings: [] });
    }
    const methods = rows.map(({ name }): MethodRecord => ({ name, kind: "labels", settings: {} }));
    const record: BenchRecord = {
      ...{ program: "cellscape", version, date: new Date().toISOString(), command, platform: host.platform },
      reference: referenceOf(reference, methods),
      ...{ vote, inputs: "paper", limits: { seconds: 0, memoryMb: 0 }, methods, runs },
      hash: hashOf(host, { sha256, rows: rows.map(({ name }) => name) }).slice(0, 16),
      data: [
        {
          ...{ name: data, file: basename(resolve(paths[0])), sha256, truth, unknown: ignore, labelled },
          ...{ cells: codes.length, genes: 0, domains: names.length },
        },
      ],
    };
    const found = new Map(rows.map((row) => [row.name, row]));
    const view: TissueView = {
      ...{ name: data, positions: first.positions, truth: codes, truthNames: names, unitUm: undefined },
      umapOf: () => undefined,
      labelsOf(key, refinement) {
        const row = found.get(key);
        return refinement === "vote" ? row && voted(row.raw, by) : row?.[refinement];
      },
    };
    const lines = await writeBench(host, outputFolder(host, out, options.ending), { record, data: [view] });
    return { record, lines };
  } finally {
    session.close();
  }
}

interface Place {
  readonly paths: readonly string[];
  readonly at: number;
  readonly column: readonly string[] | undefined;
  readonly ignore: readonly string[];
}

/** The wanted columns of one file; a column `x_raw` beside `x` holds the same before refinement. */
function labellingsOf(host: Host, file: Annotated, { paths, at, column, ignore }: Place): Labelling[] {
  const path = paths[at];
  const usual = resultKeys().domain;
  const wanted = column?.filter((each) => file.obs.columns.has(each)) ?? [usual];
  // A column that one file alone has is left out of the others; one that none has is a mistake.
  const requested = column !== undefined && paths.length === 1 ? column : wanted;
  if (column === undefined && !file.obs.columns.has(usual)) {
    const has = [...file.obs.columns.keys()].join(", ") || "no columns";
    const way = "compare the result.h5ad of a run, or name columns to compare with --column";
    throw new CellScapeError("bad-option", `${path}: expected ${usual} in obs, got ${has}; ${way}`);
  }
  return requested.map((each) => {
    const own = codesOf(textsOf(file, each, path), ignore);
    const keys = resultKeys(each === usual ? undefined : each);
    // A result whose kind of partition was chosen holds such columns without a label.
    const [refinedBy, raw] = [keys.own, keys.raw].map((key) => {
      const codes = file.obs.columns.has(key) ? codesOf(textsOf(file, key, path), ignore) : own;
      return codes.some((code) => code >= 0) ? codes : own;
    });
    const parts = [...(paths.length > 1 ? [fileLabel(host, paths, at)] : []), ...(column === undefined ? [] : [each])];
    return { name: parts.join(" ") || usual, raw, own: refinedBy };
  });
}

/** What distinguishes a file from the others: its folder, where all are called result.h5ad. */
function fileLabel({ paths: { basename, dirname, resolve } }: Host, paths: readonly string[], at: number): string {
  const names = paths.map((path) => basename(resolve(path)));
  if (names.filter((name) => name === names[at]).length === 1) return names[at].replace(/\.h5ad$/, "");
  const folders = paths.map((path) => basename(dirname(resolve(path))));
  return folders.filter((name) => name === folders[at]).length === 1 ? folders[at] : paths[at];
}

function textsOf({ obs }: Annotated, column: string, path: string): (string | undefined)[] {
  const found = obs.columns.get(column);
  if (found) return Array.from({ length: obs.rows }, (_, i) => labelAt(found, i));
  const has = [...obs.columns.keys()].join(", ") || "none";
  throw new CellScapeError("bad-option", `${path}: expected a column ${column} in obs, got none; it has ${has}`);
}

function codesOf(labels: readonly (string | undefined)[], ignore: readonly string[]): Int32Array {
  return codesByOccurrence(labels, ignore).codes;
}

function expectSameCells(a: Annotated, b: Annotated, [one, other]: readonly [string, string]): void {
  const at = a.cells.findIndex((name, i) => name !== b.cells[i]);
  if (at < 0 && a.cells.length === b.cells.length) return;
  const got = at < 0 ? `${b.cells.length} cells` : `${b.cells[at]} for cell ${at + 1}`;
  const expected = `the ${a.cells.length} cells of ${one} in their order`;
  throw new CellScapeError(
    "bad-data",
    `${other}: expected ${expected}, got ${got}; compare data sets with cellscape bench`,
  );
}

function referenceOf(wanted: string | undefined, methods: readonly MethodRecord[]): string {
  const names = methods.map(({ name }) => name);
  if (names.length === 0) {
    throw new CellScapeError("bad-option", "--column: expected columns of obs in one of the files, got none of them");
  }
  if (wanted === undefined || names.includes(wanted)) return wanted ?? names[0];
  throw new CellScapeError("bad-option", `--reference: expected one of ${names.join(", ")}, got ${wanted}`);
}
