import type { RunArtifacts } from "../../results/reported.ts";
import { placesWord } from "../../results/reported.ts";

/** How labels of some cells entered the domains. */
export function hintMethods(made: RunArtifacts): string[] {
  const hints = made.domains.hinting?.hints;
  if (!hints) return [];
  const { one, many } = placesWord(made);
  const { length: total } = hints.cells;
  const known = `Labels of ${total} ${total === 1 ? one : many} (${hints.labels.join(", ")}) were known`;
  if (hints.kept) {
    return [
      `${known}; they agreed with the domains found without them (${hints.explained} of ${total}), which were named by them, and labelled ${many} kept their label.`,
    ];
  }
  return [
    `${known}. The others were labelled by the sum of kernel ridge regression on these, with co-membership in label-free partitions as kernel, and of Gaussian mixtures with a Potts field in which they were fixed, followed by spatial refinement; labelled ${many} kept their label.`,
  ];
}
