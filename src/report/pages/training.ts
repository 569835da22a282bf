import type { Content, Page } from "../../results/page.ts";
import { placesWord, type Reported } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { resolveSettings } from "../../run/options/settings.ts";
import { drawProcess } from "../figures.ts";

/** How the result came about. */
export const trainingPage: Page = {
  id: "training",
  title: "How the domains were found",
  short: "Training",
  make(made, config) {
    const captions = captionsOf(made, config);
    return drawProcess(made).map(
      ({ name, svg }): Content => ({
        kind: "figure",
        figure: { name, title: name, svg, caption: captions[name] ?? "" },
      }),
    );
  },
};

function captionsOf(made: Reported, config: Config): Readonly<Record<string, string>> {
  const { one } = placesWord(made);
  const end =
    resolveSettings(config).model.start === "components"
      ? "Training starts from the smoothed principal components and is short on purpose: the curves need not be flat at their end."
      : "A curve that is flat at its end is done learning.";
  return {
    k_selection:
      `For each number of domains: how much better it fits than a steady gain would (gain), times how well repeated divisions agree (stability), ` +
      `times the square of the share of neighbours in one domain (coherence). The highest is taken; others nearly as high are worth a look.`,
    training: `How the losses fell in training. ${end}`,
    gene_map: `The gene maps of one ${one} of each of the largest domains, the one whose domain is surest. Each place is a gene, and genes that rise and fall together lie side by side. Red: more than the gene's mean; blue: less.`,
  };
}
