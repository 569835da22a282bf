import { analysisPages, analysisTables, cellValues } from "../../analyses/results.ts";
import { wantedAnalyses } from "../../analyses/wanted.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Host } from "../../host/host.ts";
import { tissueMaps } from "../../report/figures.ts";
import { reportPage } from "../../report/html.ts";
import { type MadePage, makePages, reportPages } from "../../report/pages.ts";
import { annotate } from "../../results/annotations.ts";
import { domainTable } from "../../results/domainTable.ts";
import { resultKeys } from "../../run/resultKeys.ts";
import type { Finished } from "./finished.ts";
import type { OutputFolder } from "./outputFolder.ts";
import { writeAnnData } from "./writeAnnData.ts";
import { writeFigures } from "./writeFigures.ts";
import { writeProgress } from "./writeProgress.ts";

/** What was written, for telling. */
export interface Written {
  /** Path of result.h5ad. */
  readonly result: string;
  /** The domain map; undefined where no figures are written. */
  readonly map: { readonly svg: string; readonly png: string } | undefined;
  /** How many tables of analyses and how many figures there are. */
  readonly tables: number;
  readonly figures: number;
  /** Parts of the report with their figures and tables, as far as they were made. */
  readonly pages: readonly MadePage[];
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
  const { artifacts, config, record, command, input, words } = finished;
  const maps = config.report ? tissueMaps : finished.maps;
  const analysed = wantedAnalyses(config).length > 0;
  const update = writeProgress({ cells: input.dataset.cells.length, maps: maps.length, analysed }, task);
  const result = await writeAnnData(finished, results);
  await update("data", 1);
  const tables = await writeTables(finished, results);
  await update("tables", 1);
  // Figures of the other parts of the report are among those of the run.
  const parts = config.report ? reportPages() : config.noFigures ? [] : analysisPages();
  const pages = makePages(artifacts, config, parts);
  await update("pages", 1);
  const figures = config.noFigures ? 0 : await writeFigures(host, finished, { pages, maps, results, update });
  if (config.report) {
    const page = await reportPage(artifacts, config, { ...record, input: input.file, command }, { pages, words });
    await results.save("report.html", page);
  }
  if (config.noFigures) return { result, map: undefined, tables, figures, pages };
  const map = { svg: results.place("figures/domains.svg"), png: results.place("figures/domains.png") };
  return { result, map, tables, figures, pages };
}

/** The unit stated by the input, where the user gives none, so that maps have a scale bar. */
function withUnit(finished: Finished): Finished {
  const { config, artifacts } = finished;
  const unitUm = config.unitUm ?? artifacts.dataset.unitUm;
  return unitUm === undefined ? finished : { ...finished, config: { ...config, unitUm } };
}

async function writeTables({ input, artifacts, config }: Finished, results: OutputFolder): Promise<number> {
  await results.save(
    "domains.csv",
    domainTable(input.dataset, annotate(artifacts, config), resultKeys(config.key), cellValues(artifacts)),
  );
  const tables = analysisTables(artifacts, config);
  for (const { name, csv } of tables) await results.save(`tables/${name}.csv`, csv);
  return tables.length;
}
