import { wantedAnalyses } from "../pipeline/analyses.ts";
import type { Artifacts } from "../pipeline/artifacts.ts";
import type { Config } from "../pipeline/config.ts";
import { analysisTables } from "../report/analysisTables.ts";
import { annotate } from "../report/annotations.ts";
import { domainTable } from "../report/domainTable.ts";
import { eachFigure, type Figure, mapFigures } from "../report/figures.ts";
import { reportPage } from "../report/html.ts";
import { makePages, pageFigures } from "../report/pages.ts";
import type { Reported } from "../report/reported.ts";
import { pngOf } from "./pictures.ts";
import type { Input } from "./readInput.ts";
import type { Results } from "./results.ts";
import { writeAnnData } from "./writeAnnData.ts";

/** All that was found out, and what is to be told with it. */
export interface Finished {
  readonly input: Input;
  readonly artifacts: Reported & Pick<Artifacts, "embeddings">;
  readonly config: Config;
  /** The run's record: settings, seeds, engine, losses, notes. */
  readonly record: Readonly<Record<string, unknown>>;
  /** Seconds of each step, where result.h5ad shall hold them. */
  readonly timings: Readonly<Record<string, number>> | undefined;
  /** The command line, for the report. */
  readonly command: readonly string[];
}

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
 * @param onShare told the share that is written, 0 to 1, roughly.
 * @throws cannot-write
 */
export async function writeResults(
  given: Finished,
  results: Results,
  onShare: (share: number) => void = () => undefined,
): Promise<Written> {
  const finished = withUnit(given);
  const { artifacts, config, record, command, input } = finished;
  const part = shares(input.dataset.cells.length);
  const result = await writeAnnData(finished, results);
  onShare(part.data);
  const tables = await writeTables(finished, results);
  onShare(part.data + part.tables);
  const pages = wantedAnalyses(config).length > 0 ? makePages(artifacts, config) : [];
  const figures = await writeFigures(finished, pages, results, (share) => onShare(1 - part.figures * (1 - share)));
  if (config.report) {
    const page = reportPage(artifacts, config, { ...record, input: input.file, command }, { pages });
    await results.save("report.html", page);
  }
  const map = { svg: results.place("figures/domains.svg"), png: results.place("figures/domains.png") };
  return { result, map, tables, figures };
}

/** Shares of the work: a map takes a while however few cells there are. Measured on 40,000 to 1,000,000 cells. */
function shares(cells: number) {
  const costs = { data: 15e-6 * cells, tables: 5e-6 * cells, figures: 10 + 18e-6 * cells };
  const all = costs.data + costs.tables + costs.figures;
  return { data: costs.data / all, tables: costs.tables / all, figures: costs.figures / all };
}

/** The unit that the input says, where the user says none, so that maps have a scale bar. */
function withUnit(finished: Finished): Finished {
  const { config, artifacts } = finished;
  const unitUm = config.unitUm ?? artifacts.dataset.unitUm;
  return unitUm === undefined ? finished : { ...finished, config: { ...config, unitUm } };
}

async function writeTables({ input, artifacts }: Finished, results: Results): Promise<number> {
  await results.save("domains.csv", domainTable(input.dataset, annotate(artifacts)));
  const tables = analysisTables(artifacts);
  for (const { name, csv } of tables) await results.save(`tables/${name}.csv`, csv);
  return tables.length;
}

/** Each figure as SVG and as PNG; those of the report's parts follow the run's own. */
async function writeFigures(
  { artifacts, config }: Finished,
  pages: Parameters<typeof pageFigures>[0],
  results: Results,
  onShare: (share: number) => void,
): Promise<number> {
  const { single, chosen } = pageFigures(pages);
  const total = mapFigures + single.length + chosen.length;
  const written = new Set<string>();
  const save = async ({ name, svg }: Figure) => {
    if (written.has(name)) return;
    written.add(name);
    await results.save(`figures/${name}.svg`, svg);
    await results.save(`figures/${name}.png`, await pngOf(svg));
    onShare(Math.min(1, written.size / total));
  };
  for (const figure of eachFigure(artifacts, config)) await save(figure);
  for (const figure of [...single, ...chosen]) await save(figure);
  return written.size;
}
