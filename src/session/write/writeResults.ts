import { analysisTables } from "../../analyses/results.ts";
import { wantedAnalyses } from "../../analyses/wanted.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Host } from "../../host/host.ts";
import { eachFigure, type Figure, mapFigures } from "../../report/figures.ts";
import { reportPage } from "../../report/html.ts";
import { makePages, pageFigures } from "../../report/pages.ts";
import { annotate } from "../../results/annotations.ts";
import { domainTable } from "../../results/domainTable.ts";
import type { Finished } from "./finished.ts";
import type { OutputFolder } from "./outputFolder.ts";
import { writeAnnData } from "./writeAnnData.ts";

/** What was written, for telling. */
export interface Written {
  /** Path of result.h5ad. */
  readonly result: string;
  /** The domain map. */
  readonly map: { readonly svg: string; readonly png: string };
  /** How many tables of analyses and how many figures there are. */
  readonly tables: number;
  readonly figures: number;
}

/**
 * Write all results but the manifest: result.h5ad, domains.csv, tables, figures, and the report where it is wanted.
 *
 * @param task whose share is about that of the work.
 * @throws cannot-write
 */
export async function writeResults(
  host: Host,
  given: Finished,
  results: OutputFolder,
  task: Task = silentTask,
): Promise<Written> {
  const finished = withUnit(given);
  const { artifacts, config, record, command, input } = finished;
  const analysed = wantedAnalyses(config).length > 0;
  const update = updater(input.dataset.cells.length, analysed, task);
  const result = await writeAnnData(finished, results);
  await update("data", 1);
  const tables = await writeTables(finished, results);
  await update("tables", 1);
  const pages = analysed ? makePages(artifacts, config) : [];
  await update("pages", 1);
  const figures = await writeFigures(host, finished, { pages, results, update });
  if (config.report) {
    const page = await reportPage(artifacts, config, { ...record, input: input.file, command }, { pages });
    await results.save("report.html", page);
  }
  const map = { svg: results.place("figures/domains.svg"), png: results.place("figures/domains.png") };
  return { result, map, tables, figures };
}

type Part = "data" | "tables" | "pages" | "maps" | "figures";
type Update = (part: Part, share: number) => Promise<void> | undefined;

/** Updates the task from the share of a part; the parts follow each other. Seconds as measured, about. */
function updater(cells: number, analysed: boolean, task: Task): Update {
  const costs: Readonly<Record<Part, number>> = {
    data: 18e-6 * cells,
    tables: 5e-6 * cells,
    pages: analysed ? 1.5 + 40e-6 * cells : 0,
    // A map takes a while however few cells there are.
    maps: 2 + 18e-6 * cells,
    figures: analysed ? 3 + 40e-6 * cells : 0,
  };
  const { data, tables, pages, maps, figures } = costs;
  const before = { data: 0, tables: data, pages: data + tables, maps: data + tables + pages };
  const last = before.maps + maps;
  return (part, share) => task.update(({ ...before, figures: last }[part] + share * costs[part]) / (last + figures));
}

/** Seconds that a figure takes to save, about: the picture of one with many marks takes longer. */
const savingSeconds = ({ svg }: Figure) => 0.03 + 0.45e-6 * svg.length;

/** The unit that the input says, where the user says none, so that maps have a scale bar. */
function withUnit(finished: Finished): Finished {
  const { config, artifacts } = finished;
  const unitUm = config.unitUm ?? artifacts.dataset.unitUm;
  return unitUm === undefined ? finished : { ...finished, config: { ...config, unitUm } };
}

async function writeTables({ input, artifacts, config }: Finished, results: OutputFolder): Promise<number> {
  await results.save("domains.csv", domainTable(input.dataset, annotate(artifacts, config)));
  const tables = analysisTables(artifacts, config);
  for (const { name, csv } of tables) await results.save(`tables/${name}.csv`, csv);
  return tables.length;
}

/** Each figure as SVG and as PNG; those of the report's parts follow the run's own. */
async function writeFigures(
  { png }: Pick<Host, "png">,
  { artifacts, config }: Finished,
  {
    pages,
    results,
    update,
  }: {
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
  for (const figure of eachFigure(artifacts, config)) {
    await save(figure);
    await update("maps", Math.min(1, written.size / mapFigures));
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
