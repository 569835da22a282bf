import type { Host } from "../../host/host.ts";
import { eachFigure, type Figure, type TissueMap } from "../../report/figures.ts";
import { pageFigures } from "../../report/pages.ts";
import type { Finished } from "./finished.ts";
import type { OutputFolder } from "./outputFolder.ts";
import type { Update } from "./writeProgress.ts";

/** Seconds that a figure takes to save, about: the picture of one with many marks takes longer. */
const savingSeconds = ({ svg }: Figure) => 0.03 + 0.45e-6 * svg.length;

/** Each figure as SVG and as PNG; those of the report's parts follow the run's own. */
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
  const save = async ({ name, svg }: Figure) => {
    if (written.has(name)) return;
    written.add(name);
    await results.save(`figures/${name}.svg`, svg);
    await results.save(`figures/${name}.png`, await png(svg));
  };
  for (const figure of eachFigure(artifacts, config, maps)) {
    await save(figure);
    await update("maps", Math.min(1, written.size / maps.length));
  }
  const all = ofPages.reduce((sum, figure) => sum + savingSeconds(figure), 0);
  let spent = 0;
  for (const figure of ofPages) {
    await save(figure);
    spent += savingSeconds(figure);
    await update("figures", spent / all);
  }
  return written.size;
}
