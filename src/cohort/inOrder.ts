import { CellScapeError } from "../core/errors.ts";

/**
 * Parts of a cohort in the order of the names of their samples (code units), whatever the order in which they came.
 *
 * @throws bad-option when a sample is given twice.
 */
export function inOrder<Part extends { readonly sample: string }>(parts: readonly Part[]): readonly Part[] {
  const sorted = [...parts].sort((a, b) => (a.sample < b.sample ? -1 : 1));
  const twice = sorted.find(({ sample }, s) => sample === sorted[s - 1]?.sample);
  if (!twice) return sorted;
  throw new CellScapeError("bad-option", `cohort: expected each sample once, got ${twice.sample} twice`);
}

/**
 * The parts of exactly the samples of a plan, in its order.
 *
 * @throws bad-option naming a sample that is missing, is none of the plan, or belongs to another plan.
 */
export function partsOfPlan<Part extends { readonly sample: string; readonly plan: string }>(
  parts: readonly Part[],
  samples: readonly { readonly sample: string }[],
  plan: string,
): readonly Part[] {
  const sorted = inOrder(parts);
  const stale = sorted.find((part) => part.plan !== plan);
  if (stale) {
    throw new CellScapeError(
      "bad-option",
      `cohort: expected parts of this plan, got that of ${stale.sample}, made with another; make it again`,
    );
  }
  const known = new Set(samples.map(({ sample }) => sample));
  const stray = sorted.find(({ sample }) => !known.has(sample));
  if (stray) throw new CellScapeError("bad-option", `cohort: expected samples of the plan, got ${stray.sample}`);
  const given = new Set(sorted.map(({ sample }) => sample));
  const missing = samples.filter(({ sample }) => !given.has(sample)).map(({ sample }) => sample);
  if (missing.length === 0) return sorted;
  const some = missing.slice(0, 5).join(", ");
  throw new CellScapeError(
    "bad-option",
    `cohort: expected every sample of the plan, got none for ${missing.length} of ${samples.length} (${some}${missing.length > 5 ? ", ..." : ""}); give their files, or merge without them`,
  );
}
