import { type AnnDataKeys, numberColumn } from "../../results/annDataKeys.ts";
import type { Entry } from "../../results/entry.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { CompositionShifts } from "./compositionShift.ts";
import type { ComparisonMade } from "./made.ts";

/** Shares of domains and cell types in the two conditions. */
export function comparisonKeys({ comparison }: RunArtifacts<ComparisonMade>): Partial<Pick<AnnDataKeys, "uns">> {
  if (!comparison) return {};
  const { from, to, column, adjustedFor, sizes, types, within } = comparison;
  const reason = sizes.reason === undefined ? {} : { reason: sizes.reason };
  const adjusted = adjustedFor.length === 0 ? {} : { adjusted_for: adjustedFor };
  const shifts = { domains: entryOf(sizes), cell_types: entryOf(types), cell_types_in_domains: entryOf(within) };
  return { uns: { cellscape_comparison: { column, from, to, ...adjusted, ...reason, ...shifts } } };
}

function entryOf({ rows }: CompositionShifts): Entry {
  return {
    names: rows.map(({ type, domain }) => (domain === undefined ? type : `${domain}: ${type}`)),
    columns: new Map([
      ["share_from", numberColumn(rows, (row) => row.shareFrom)],
      ["share_to", numberColumn(rows, (row) => row.shareTo)],
      ["log2_ratio", numberColumn(rows, (row) => row.logRatio)],
      ["pval", numberColumn(rows, (row) => row.pValue)],
      ["pval_adj", numberColumn(rows, (row) => row.adjustedPValue)],
    ]),
  };
}
