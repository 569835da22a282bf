import type { Content, Page } from "../../results/page.ts";
import { placesWord, type RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { drawProcess } from "../figures.ts";

/** Training and selection of the number of domains. */
export const trainingPage: Page = {
  id: "training",
  title: "Model training and selection of K",
  short: "Training",
  make(made, config) {
    const captions = captionsOf(made, config);
    return drawProcess(made, config).map(
      ({ name, svg }): Content => ({
        kind: "figure",
        figure: { name, title: name, svg, minor: name !== "k_selection", caption: captions[name] ?? "" },
      }),
    );
  },
};

function captionsOf(made: RunArtifacts, config: Config): Readonly<Record<string, string>> {
  const { one } = placesWord(made);
  const { method, options } = config.chosen;
  const curves = method.words.curves?.(options) ?? "";
  return {
    k_selection:
      `Criterion for each number of domains K: gain of fit over a constant gain, times stability across clusterings. ` +
      `The maximum is selected; values of K with nearly the same criterion are alternatives.`,
    training: `Training losses. ${curves}`.trim(),
    gene_map: `Gene maps of one ${one} of each of the largest domains (highest assignment confidence). Each pixel is a gene; co-expressed genes are adjacent. Red: above the gene's mean; blue: below.`,
  };
}
