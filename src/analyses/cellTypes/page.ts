import { domainMap } from "../../figure/domainMap.ts";
import type { AnalysisPage } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { overAll, placesWord, positionsOf } from "../../results/reported.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";
import type { Config } from "../../run/options/config.ts";
import { typeColors } from "./colors.ts";
import type { CellTypesMade } from "./made.ts";

/** Cell types in the tissue. */
export const cellTypesPage = {
  chapter: "cell types",
  id: "cell-types",
  title: "Cell types",
  short: "Cell types",
  make(made: RunArtifacts<CellTypesMade>, config: Config) {
    const { cellTypes } = made;
    if (!cellTypes) return [];
    const { types, method: foundBy, column, resolution } = cellTypes;
    const colors = typeColors(made);
    const { one, many } = placesWord(made);
    const mixed = one === "spot" ? " A spot holds several cells, so that a type here is a recurrent mixture." : "";
    const found =
      foundBy === "column"
        ? `Cell types were read from column ${column} of obs.`
        : `Clusters of ${many} with similar expression, independent of position (${foundBy}, resolution ${resolution}), numbered by size; their marker genes identify them.${mixed}`;
    const svg = domainMap(positionsOf(made), overAll(made, types.codes), {
      names: types.categories,
      colors,
      legendTitle: "Cell type",
      ...tissueMapOptions(made, config),
    });
    return [
      { kind: "text", text: found },
      {
        kind: "figure",
        figure: {
          name: "cell_types",
          title: "Cell types",
          svg,
          caption: `The cell type of each ${one} in the tissue.`,
        },
      },
    ];
  },
} satisfies AnalysisPage;
