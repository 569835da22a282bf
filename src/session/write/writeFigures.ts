import type { Host } from "../../host/host.ts";
import { eachFigure, type Figure, type TissueMap } from "../../report/figures.ts";
import { pageFigures } from "../../report/pages.ts";
import type { Finished } from "./finished.ts";
import type { OutputFolder } from "./outputFolder.ts";
import type { Update } from "./writeProgress.ts";

/** Seconds that a figure takes to save, about: the picture of one with many marks takes longer. */
const savingSeconds = ({ svg }: Figure) => 0.03 + 0.45e-6 * svg.length;

/**
 * Each figure as SVG, and by `png` as PNG too; those of the report's parts follow the run's own. Most time goes into PNG of
 * figures of which the report shows one at a time.
 */
export async function writeFigures(
  { png }: Pick<Host, "png">,
  { artifacts, config }: Finished,
  {
    pages,
    maps,
    results,
    update,
  }: {
    readonly maps: readonly TissueMap[];
    readonly pages: Parameters<typeof pageFigures>[0];
    readonly results: OutputFolder;
    readonly update: Update;
  },
): Promise<number> {
  const { single, chosen } = pageFigures(pages);
  const ofPages = [...single, ...chosen];
  const written = new Set<string>();
  const save = async ({ name, svg }: Figure, pictured: boolean) => {
    if (written.has(name)) return;
    written.add(name);
    await results.save(`figures/${name}.svg`, svg);
    if (pictured) await results.save(`figures/${name}.png`, await png(svg));
  };
  const main = new Set(single.map(({ name }) => name));
  const isPictured = ({ minor = false }: Figure, alone: boolean) =>
    config.png === "all" || (config.png === "main" && alone && !minor);
  // Maps that a page shows are drawn already, which takes a while where there are many cells.
  const drawn = new Set(ofPages.map(({ name }) => name));
  const others = maps.filter((name) => !drawn.has(name));
  for (const figure of eachFigure(artifacts, config, others)) {
    await save(figure, figure.name === "domains" || isPictured(figure, true));
    await update("maps", Math.min(1, written.size / Math.max(1, others.length)));
  }
  const all = ofPages.reduce((sum, figure) => sum + savingSeconds(figure), 0);
  let spent = 0;
  for (const figure of ofPages) {
    await save(figure, isPictured(figure, main.has(figure.name)));
    spent += savingSeconds(figure);
    await update("figures", spent / all);
  }
  return written.size;
}
