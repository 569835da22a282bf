import { type EmbeddingPanel, embedding } from "../../figure/embedding.ts";
import type { AnalysisPage, Content } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainColors, placesWord, titledDomains } from "../../results/reported.ts";
import { sampleColors } from "../../results/sampleColors.ts";
import type { Config } from "../../run/options/config.ts";
import { typeColors } from "../cellTypes/colors.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { capital, typeWords } from "../cellTypes/words.ts";
import type { UmapMade } from "./made.ts";
import { embeddingWords } from "./words.ts";

/** UMAPs of the embeddings. */
export const umapPage = {
  chapter: "embeddings",
  id: "umap",
  title: "UMAP embeddings",
  short: "UMAP",
  make(made: RunArtifacts<CellTypesMade & UmapMade>, config: Config) {
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
        colors: sampleColors(samples.names.length),
        named: false,
      });
    }
    if (cellTypes) {
      const { codes, categories } = cellTypes.types;
      panels.push({ title: capital(typeWords(made).many), group: codes, names: categories, colors: typeColors(made) });
    }
    const intro: Content = {
      kind: "text",
      text:
        `Similar ${many} lie close together. Distances between distant groups, and their sizes, carry little meaning.` +
        ` The map of the tissue above offers these layouts as well, with expression.`,
    };
    return [
      intro,
      ...drawn.map((umap): Content => ({ kind: "figure", figure: figureOf(umap, panels, { made, config }) })),
    ];
  },
} satisfies AnalysisPage;

function figureOf(
  { embedding: name, layout }: UmapMade["umaps"][number],
  panels: readonly EmbeddingPanel[],
  { made, config }: { readonly made: RunArtifacts<CellTypesMade & UmapMade>; readonly config: Config },
) {
  const words = embeddingWords(made, config)[name];
  return {
    name: `umap_${name}`,
    minor: name === "fused" || name === "components",
    title: `UMAP: ${words}`,
    svg: embedding(layout.values, panels),
    caption: `UMAP of the ${placesWord(made).many} by ${words}.`,
  };
}
