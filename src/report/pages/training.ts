import type { Content, Page } from "../../results/page.ts";
import { placesWord, type Reported } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { chosenMethod } from "../../run/options/settings.ts";
import { drawProcess } from "../figures.ts";

/** How the result came about. */
export const trainingPage: Page = {
  id: "training",
  title: "How the domains were found",
  short: "Training",
  make(made, config) {
    const captions = captionsOf(made, config);
    return drawProcess(made, config).map(
      ({ name, svg }): Content => ({
        kind: "figure",
        figure: { name, title: name, svg, caption: captions[name] ?? "" },
      }),
    );
  },
};

function captionsOf(made: Reported, config: Config): Readonly<Record<string, string>> {
  const { one } = placesWord(made);
  const { method, options } = chosenMethod(config);
  const curves = method.words.curves?.(options) ?? "";
  return {
    k_selection:
      `For each number of domains: how much better it fits than a steady gain would (gain), times how well repeated divisions agree (stability), ` +
      `times the square of the share of neighbours in one domain (coherence). The highest is taken; others nearly as high are worth a look.`,
    training: `How the losses fell in training. ${curves}`.trim(),
    gene_map: `The gene maps of one ${one} of each of the largest domains, the one whose domain is surest. Each place is a gene, and genes that rise and fall together lie side by side. Red: more than the gene's mean; blue: less.`,
  };
}
