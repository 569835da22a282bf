import { drawProcess } from "../figures.ts";
import type { Content, Page } from "../page.ts";

const captions: Readonly<Record<string, string>> = {
  k_selection: "How well each number of domains fits; the number taken is marked.",
  training: "How the losses fell in training: a curve that is flat at its end is done learning.",
  gene_map:
    "The gene maps of three cells: each place is a gene, and genes that rise and fall together lie side by side.",
};

/** How the result came about. */
export const trainingPage: Page = {
  id: "training",
  title: "How the domains were found",
  short: "Training",
  make(made) {
    const drawn = drawProcess(made);
    return drawn.map(
      ({ name, svg }): Content => ({
        kind: "figure",
        figure: { name, title: name, svg, caption: captions[name] ?? "" },
      }),
    );
  },
};
