import { domainMap } from "../../figure/domainMap.ts";
import type { AnalysisPage } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { overAll, placesWord, positionsOf } from "../../results/reported.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";
import type { Config } from "../../run/options/config.ts";
import { typeColors } from "./colors.ts";
import type { CellTypesMade } from "./made.ts";
import { capital, typeWords } from "./words.ts";

/** Cell types in the tissue. */
export const cellTypesPage = {
  chapter: "cell types",
  id: "cell-types",
  title: "Cell types",
  short: "Cell types",
  heading: (made: RunArtifacts<CellTypesMade>) => {
    const title = capital(typeWords(made).many);
    return { title, short: title };
  },
  make(made: RunArtifacts<CellTypesMade>, config: Config) {
    const { cellTypes } = made;
    if (!cellTypes) return [];
    const { types, foundBy, column, resolution } = cellTypes;
    const colors = typeColors(made);
    const { one, many } = placesWord(made);
    const words = typeWords(made);
    const mixed =
      one === "cell"
        ? ""
        : ` A ${one} holds ${one === "spot" ? "several cells" : "parts of cells"}: a cluster is a recurrent mixture and no cell type.`;
    const found =
      foundBy === "column"
        ? `Cell types were read from column ${column} of obs.`
        : `Clusters of ${many} with similar expression, independent of position (${foundBy}, resolution ${resolution}), numbered by size; their marker genes identify them.${mixed}${levelText(cellTypes)}`;
    const svg = domainMap(positionsOf(made), overAll(made, types.codes), {
      names: types.categories,
      colors,
      legendTitle: capital(words.one),
      ...tissueMapOptions(made, config),
    });
    return [
      { kind: "text", text: found },
      {
        kind: "figure",
        figure: {
          name: "cell_types",
          title: capital(words.many),
          svg,
          caption: `The ${words.one} of each ${one} in the tissue.`,
        },
      },
    ];
  },
} satisfies AnalysisPage;

/** Where types were found in z_intrinsic: that this is not why they would be right. */
function levelText({ embedding }: CellTypesMade["cellTypes"]): string {
  return embedding === "intrinsic"
    ? " On annotated tissue, these types agree with the annotation about as well as types from 30 principal components, which --variant spatial-only uses and which take less time."
    : "";
}
