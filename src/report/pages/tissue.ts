import { domainMapEach } from "../../figure/domainMap.ts";
import type { Page } from "../../results/page.ts";
import { domainColors, overAll, placesWord, positionsOf, titledDomains } from "../../results/reported.ts";

/** The tissue to point at, and each domain by itself. */
export const tissuePage: Page = {
  id: "tissue",
  title: "The tissue",
  short: "Tissue",
  make(made, { unitUm }) {
    const { many, one } = placesWord(made);
    const svg = domainMapEach(positionsOf(made), overAll(made, made.domains.refined), {
      names: titledDomains(made),
      colors: domainColors(made),
      many,
      ...(unitUm === undefined ? {} : { unitUm }),
    });
    return [
      {
        kind: "text",
        text:
          `Each dot is one ${one}, drawn where it was measured. Point at a ${one} to read what is known of it, choose what ` +
          `the colours show, and click names in the legend to see only these ${many}.`,
      },
      { kind: "map" },
      {
        kind: "figure",
        figure: {
          name: "domains_each",
          title: "Each domain",
          svg,
          caption: `Each domain by itself; all other ${many} are grey.`,
        },
      },
    ];
  },
};
