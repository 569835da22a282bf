import Papa from "papaparse";
import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import { readText } from "./readText.ts";

/** One input of a run of several samples. */
export interface SampleInput {
  readonly path: string;
  /** Name of the sample; after the file when not given. */
  readonly sample?: string;
  /** What is known of it, such as its condition; missing where undefined. */
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
}

/**
 * A sheet of samples: delimited text with a header, a column `path` (relative to the sheet) and, as wanted, `sample` and
 * any others, which become attributes of the samples. A column whose values are all numbers is numeric; an empty value is
 * missing, and so is one as R, pandas and spreadsheets write it.
 *
 * @throws bad-file when it cannot be read, lacks a path, or has fewer than two samples.
 */
export async function readSampleSheet(host: Host, sheet: string): Promise<SampleInput[]> {
  const refuse = (expected: string, got: string): CellScapeError =>
    new CellScapeError("bad-file", `--samples ${sheet}: expected ${expected}, got ${got}`);
  const text = await readText(host, sheet, "--samples");
  const { dirname, isAbsolute, join } = host.paths;
  const { data: lines } = Papa.parse<string[]>(text, {
    skipEmptyLines: "greedy",
    transform: (value) => value.trim(),
  });
  const [columns = [], ...rows] = lines;
  // A column may be called as a property of every object is: rows are maps.
  const data = rows.map((row) => new Map(columns.map((name, j) => [name, row[j]])));
  if (!columns.includes("path")) throw refuse("a column path", columns.join(", ") || "an empty file");
  if (data.length < 2) throw refuse("two or more samples, one per line", `${data.length}`);
  const named = columns.includes("sample");
  const others = columns.filter((name) => name !== "path" && name !== "sample" && name !== "");
  const bad = others.find((name) => name.includes("/"));
  if (bad !== undefined) throw refuse("names of columns without slashes", bad);
  const numeric = new Set(others.filter((name) => data.every((row) => isNumber(row.get(name)))));
  return data.map((row, line) => {
    const [path, sample] = [row.get("path"), row.get("sample")];
    if (!path) throw refuse("a path in every line", `none for sample ${line + 1}`);
    if (named && !sample) throw refuse("a name in every line of the column sample", `none for ${path}`);
    const attributes = others.map((name): [string, string | number | undefined] => {
      const value = row.get(name);
      return [name, isMissing(value) ? undefined : numeric.has(name) ? Number(value) : value];
    });
    return {
      path: isAbsolute(path) ? path : join(dirname(sheet), path),
      ...(named && sample ? { sample } : {}),
      attributes: Object.fromEntries(attributes),
    };
  });
}

const missing: ReadonlySet<string | undefined> = new Set([undefined, "", "NA", "N/A", "#N/A", "NaN", "nan"]);

function isMissing(value: string | undefined): value is undefined {
  return missing.has(value);
}

function isNumber(value: string | undefined): boolean {
  return isMissing(value) || Number.isFinite(Number(value));
}
