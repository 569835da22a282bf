import { palette } from "../../figure/color/palette.ts";
import { type EmbeddingPanel, embedding } from "../../figure/embedding.ts";
import {
  domainColors,
  embeddingWords,
  placesWord,
  type Reported,
  titledDomains,
  typeColors,
} from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { Content, Page } from "../page.ts";

/** Maps of the embeddings. */
export const umapPage: Page = {
  id: "umap",
  title: "Maps of similarity (UMAP)",
  short: "UMAP",
  make(made, config) {
    const { umaps = [], cellTypes } = made;
    const { many } = placesWord(made);
    const drawn = umaps.filter(({ layout }) => layout.rows === made.selection.cells.length);
    if (drawn.length === 0) return [];
    const panels: EmbeddingPanel[] = [
      { title: "Domains", group: made.domains.refined, names: titledDomains(made), colors: domainColors(made) },
    ];
    const { samples } = made.selection;
    if (samples) {
      panels.push({
        title: "Samples",
        group: samples.codes,
        names: samples.names,
        colors: palette(samples.names.length),
        named: false,
      });
    }
    if (cellTypes) {
      const { codes, categories } = cellTypes.types;
      panels.push({ title: "Cell types", group: codes, names: categories, colors: typeColors(made) });
    }
    const intro: Content = {
      kind: "text",
      text:
        `${many[0].toUpperCase()}${many.slice(1)} that are alike lie near each other. Distances between far groups, and the sizes of groups, mean little.` +
        ` The map of the tissue above shows these layouts too, with every gene.`,
    };
    return [
      intro,
      ...drawn.map((umap): Content => ({ kind: "figure", figure: figureOf(umap, panels, { made, config }) })),
    ];
  },
};

function figureOf(
  { embedding: name, layout }: NonNullable<Reported["umaps"]>[number],
  panels: readonly EmbeddingPanel[],
  { made, config }: { readonly made: Reported; readonly config: Config },
) {
  const words = embeddingWords(made, config)[name];
  return {
    name: `umap_${name}`,
    title: words,
    svg: embedding(layout.values, panels),
    caption: `The ${placesWord(made).many} by ${words}.`,
  };
}
