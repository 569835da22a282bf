import { clusterSizes } from "../../cluster/partition.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { ResultKeys } from "../../run/resultKeys.ts";
import type { RunRecord } from "../../run/stored/runRecord.ts";
import { groupsIn, type Labelled } from "../edits/labelled.ts";
import { comparePartitions } from "../partitions/comparePartitions.ts";

/** A kind of partition beside others. */
export interface ShownKind {
  /** 1 for the domains at hand, others as `cellscape choose` counts them. */
  readonly kind: number;
  readonly column: string;
  readonly categories: readonly string[];
  readonly colors: readonly string[];
  /** [categories] cells of each. */
  readonly sizes: Int32Array;
  /** Share of the candidate partitions that are of this kind, from 0 to 1; undefined where the file does not say it. */
  readonly support: number | undefined;
  /** Mean Jaccard index of its domains with those of the other candidates of the kind; undefined as above. */
  readonly stability: number | undefined;
  /** Agreement with the domains at hand. */
  readonly ari: number;
  readonly nmi: number;
  /** Cells in another domain than there. */
  readonly differing: number;
}

/** The kinds of partition that the columns hold, the domains first; only those where the file has no others. */
export function shownKinds(labelled: Labelled, keys: ResultKeys, kinds: RunRecord["kinds"]): ShownKind[] {
  if (!labelled.columns.has(keys.domain)) return [];
  const columns = [keys.domain];
  while (labelled.columns.get(keys.alternative(columns.length).domain)?.kind === "category") {
    columns.push(keys.alternative(columns.length).domain);
  }
  const first = groupsIn(labelled, keys.domain);
  return columns.map((column, at) => {
    const groups = groupsIn(labelled, column);
    const { ari, nmi, differing } = comparePartitions(groups, first);
    return {
      ...{ kind: at + 1, column, categories: groups.categories, colors: groups.colors, sizes: sizesOf(groups) },
      ...{ support: kinds?.support[at], stability: kinds?.stability[at], ari, nmi, differing },
    };
  });
}

function sizesOf({ codes, categories }: Pick<CategoryColumn, "codes" | "categories">): Int32Array {
  return clusterSizes(
    codes.filter((code) => code >= 0),
    categories.length,
  );
}
