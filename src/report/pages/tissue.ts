import { domainMapEach } from "../../figure/domainMap.ts";
import type { Page } from "../../results/page.ts";
import { domainColors, overAll, placesWord, positionsOf, titledDomains } from "../../results/reported.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";

/** The interactive map of the tissue, and each domain separately. */
export const tissuePage: Page = {
  id: "tissue",
  title: "Tissue map",
  short: "Tissue",
  make(made, config) {
    const { many, one } = placesWord(made);
    const drawn = tissueMapOptions(made, config);
    const svg = domainMapEach(positionsOf(made), overAll(made, made.domains.refined), {
      names: titledDomains(made),
      colors: domainColors(made),
      many,
      ...drawn,
    });
    return [
      {
        kind: "text",
        text:
          `Each dot is one ${one} at its measured position. Hover for details, select a colouring, ` +
          `and click names in the legend to show these ${many} only.`,
      },
      { kind: "map" },
      {
        kind: "figure",
        figure: {
          name: "domains_each",
          minor: true,
          title: "Each domain",
          svg,
          caption: `Each domain separately; all other ${many} ${(drawn.pictures ?? []).length > 0 ? "left out" : "in grey"}.`,
        },
      },
    ];
  },
};
