import type { Cite } from "../../results/references.ts";
import { placesWord, type RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import type { ContrastsMade } from "./made.ts";
import { sideNames } from "./words.ts";

export function contrastMethods(
  made: RunArtifacts<CellTypesMade & ContrastsMade>,
  _: Config,
  cite: Cite,
): readonly string[] {
  const { contrasts = [] } = made;
  if (contrasts.length === 0) return [];
  const { many } = placesWord(made);
  const pairs = contrasts.map((each) => {
    const { up, down } = sideNames(made, each);
    return `${up} with ${down}`;
  });
  return [
    `Genes were compared between groups of ${many} (${pairs.join("; ")}) by Wilcoxon rank-sum tests ${cite("wilcoxon", "bh")}, which treat ${many} of one sample as replicates; p-values rank genes only.`,
  ];
}
