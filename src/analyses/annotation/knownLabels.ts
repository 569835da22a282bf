import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { groupsOf } from "../../data/groups.ts";
import type { AnnotationOptions } from "./options.ts";

/** Texts of a column that stand for a gap, beside missing values. */
const gaps = new Set(["", "nan", "NaN", "NA", "undetermined"]);

export interface KnownLabels {
  readonly labels: readonly string[];
  /** [cells of the data set] code of the label, -1 in cells without one and in samples that are no reference. */
  readonly codes: Int32Array;
  /** Codes of the references. */
  readonly references: readonly number[];
}

/**
 * Labels of the references among the samples.
 *
 * @throws bad-option for one sample, an unknown column or sample, and where there is no reference or no other sample.
 */
export function knownLabels(dataset: Dataset, { label, references: given }: AnnotationOptions): KnownLabels {
  const { obs, samples } = dataset;
  const key = (label ?? "").replace(/^obs\//, "");
  const column = obs.columns.get(key);
  if (!samples) {
    const way = "give an annotated file and a new one, or name the column of samples with --sample-key";
    throw new CellScapeError("bad-option", `--label: expected several samples, got one; ${way}`);
  }
  if (!column) {
    const has = [...obs.columns.keys()].join(", ") || "no columns";
    throw new CellScapeError("bad-option", `--label: expected a column of obs (${has}), got ${key}`);
  }
  const unknown = given?.find((each) => !samples.names.includes(each));
  if (unknown !== undefined) {
    throw new CellScapeError(
      "bad-option",
      `--references: expected samples (${samples.names.join(", ")}), got ${unknown}`,
    );
  }
  const { codes: own, categories } = groupsOf(column, `--label ${key}`);
  const has = (cell: number) => own[cell] >= 0 && !gaps.has(categories[own[cell]]);
  const labelled = new Set(
    Array.from(own.keys())
      .filter(has)
      .map((cell) => samples.codes[cell]),
  );
  const references = [...samples.names.keys()].filter(
    (s) => labelled.has(s) && (given?.includes(samples.names[s]) ?? true),
  );
  if (references.length === 0 || references.length === samples.names.length) {
    const got = references.length === 0 ? "no sample with labels" : "labels in every sample";
    const way = "name the annotated ones with --references";
    throw new CellScapeError("bad-option", `--label ${key}: expected annotated and new samples, got ${got}; ${way}`);
  }
  const counts = (cell: number) => has(cell) && references.includes(samples.codes[cell]);
  const used = new Set(
    Array.from(own.keys())
      .filter(counts)
      .map((cell) => own[cell]),
  );
  const kept = [...categories.keys()].filter((code) => used.has(code));
  const codes = own.map((code, cell) => (counts(cell) ? kept.indexOf(code) : -1));
  return { labels: kept.map((code) => categories[code]), codes: Int32Array.from(codes), references };
}
