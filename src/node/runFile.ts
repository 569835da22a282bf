import { basename, join } from "node:path";
import type { UnsValue } from "../io/h5adElements.ts";
import { writeResult } from "../io/h5adWrite.ts";
import { fileSource, fileTarget } from "../io/nodeFile.ts";
import { readDataset } from "../io/reader.ts";
import type { Source } from "../io/source.ts";
import { wantedAnalyses } from "../pipeline/analyses.ts";
import type { ArtifactName } from "../pipeline/artifacts.ts";
import type { Config } from "../pipeline/config.ts";
import { expectColumns } from "../pipeline/labels.ts";
import type { Progress, Report } from "../pipeline/progress.ts";
import { run } from "../pipeline/run.ts";
import { resolveSettings } from "../pipeline/settings.ts";
import { analysisKeys } from "../report/analysisKeys.ts";
import { analysisTables } from "../report/analysisTables.ts";
import { annotate } from "../report/annotations.ts";
import { domainTable } from "../report/domainTable.ts";
import { drawFigures } from "../report/figures.ts";
import { reportPage } from "../report/html.ts";
import { makePages, pageFigures } from "../report/pages.ts";
import { runRecord } from "../report/record.ts";
import { version } from "../version.ts";
import { fileDigest } from "./digest.ts";
import { lazyEngine } from "./engines.ts";
import { readGeneSets } from "./geneSetFiles.ts";
import { claimFolder } from "./outFolder.ts";
import { pngOf } from "./pictures.ts";
import { saveFile } from "./saveFile.ts";

export interface RunFileOptions {
  readonly config: Config;
  /** Folder that results go to; made when it is not there. */
  readonly out: string;
  readonly report?: Report;
  /** Stops the run cleanly, with what is there. */
  readonly signal?: AbortSignal;
  /** Write timings into result.h5ad; without them the same run gives the same file. */
  readonly timings?: boolean;
  /** The command line, for the manifest. */
  readonly command?: readonly string[];
}

/** What a run wrote. */
export interface RunSummary {
  /** Path of result.h5ad. */
  readonly result: string;
  /** The domain map. */
  readonly map: { readonly svg: string; readonly png: string };
  /** True if the signal ended training early. */
  readonly stopped: boolean;
  /** The same in words, one line each. */
  readonly lines: readonly string[];
}

/**
 * The main job: read a file, find its domains, write result.h5ad, domains.csv, figures and manifest.json.
 *
 * @throws CellScapeError for input that cannot be analysed and output that cannot be written; nothing half-written stays.
 */
export async function runFile(path: string, options: RunFileOptions): Promise<RunSummary> {
  // Settings that do not fit together are told before anything is read.
  resolveSettings(options.config);
  wantedAnalyses(options.config);
  const given = await readGeneSets(options.config);
  const source = await fileSource(path);
  const tidy = await claimFolder(options.out, path);
  try {
    return await runSource(source, options, given);
  } finally {
    tidy();
  }
}

type GeneSetsGiven = Awaited<ReturnType<typeof readGeneSets>>;

async function runSource(source: Source, options: RunFileOptions, given: GeneSetsGiven): Promise<RunSummary> {
  const { config, out, signal, timings = true, command = [] } = options;
  const notes: string[] = [];
  const report = (progress: Progress) => {
    if (progress.kind === "note" || progress.kind === "warning") notes.push(progress.text);
    options.report?.(progress);
  };
  const clock = () => performance.now() / 1000;
  const started = clock();

  const result = join(out, "result.h5ad");
  const path = source.name;
  report({ kind: "begin", step: "read", does: `Read ${path}` });
  const { counts: countsFrom, positions } = config;
  const dataset = await readDataset(source, {
    ...(countsFrom ? { countsFrom } : {}),
    ...(positions ? { positions } : {}),
  });
  expectColumns(dataset, config);
  const size = `${dataset.cells.length} cells x ${dataset.genes.length} genes`;
  report({
    kind: "note",
    step: "read",
    text: `${size}, counts from ${dataset.countsFrom}, positions from ${dataset.positionsFrom}`,
  });
  const readSeconds = clock() - started;
  report({ kind: "end", step: "read", seconds: readSeconds });

  const engine = lazyEngine(config);
  const trains = config.method === "cellscape";
  const full = trains && config.variant === "full";
  const wanted: ArtifactName[] = [
    ...(["dataset", "selection", "features", "graph"] as const),
    ...(trains ? (["trained"] as const) : []),
    ...(full ? (["geneMap"] as const) : []),
    ...(config.domains === "auto" ? (["domainCount"] as const) : []),
    ...(["embeddings", "domains"] as const),
    ...wantedAnalyses(config),
  ];
  const context = { config, engine: engine.get, report, signal, clock, ...given };
  const { artifacts, seconds } = await run(dataset, wanted, context);

  const analysed = clock();
  report({ kind: "begin", step: "write", does: `Write results to ${out}` });
  const annotations = annotate(artifacts);
  const analyses = analysisKeys(artifacts, config);
  const record = runRecord({ artifacts, config, notes, engine: engine.used(), version });
  const input = { name: basename(path), bytes: source.size, sha256: await fileDigest(path) };
  const spent = { read: readSeconds, ...seconds };
  const kept = timings ? { timings_seconds: spent } : {};
  // The record holds plain text, numbers and lists only: what uns can hold.
  const uns = { ...record, input, ...kept } as unknown as UnsValue;
  await writeResult(source, fileTarget(result), {
    obs: { ...annotations.obs, ...analyses.obs },
    var: annotations.var,
    obsm: { ...annotations.obsm, ...analyses.obsm },
    obsp: analyses.obsp,
    uns: { cellscape: uns, ...annotations.colors, ...analyses.uns },
  });
  await saveFile(join(out, "domains.csv"), domainTable(dataset, annotations));
  const tables = analysisTables(artifacts);
  for (const { name, csv } of tables) await saveFile(join(out, "tables", `${name}.csv`), csv);
  const figures = drawFigures(artifacts, config);
  for (const { name, svg } of figures) {
    await saveFile(join(out, "figures", `${name}.svg`), svg);
    await saveFile(join(out, "figures", `${name}.png`), await pngOf(svg));
  }
  const pages = wantedAnalyses(config).length > 0 ? makePages(artifacts, config) : [];
  const { single, chosen } = pageFigures(pages);
  const named = new Set(figures.map(({ name }) => name));
  // Figures of one group each are many: as vectors only.
  const more = [...single, ...chosen].filter(({ name }) => !named.has(name));
  for (const { name, svg } of more) {
    await saveFile(join(out, "figures", `${name}.svg`), svg);
    if (!chosen.some((figure) => figure.name === name)) {
      await saveFile(join(out, "figures", `${name}.png`), await pngOf(svg));
    }
  }
  if (config.report) {
    const page = reportPage(artifacts, config, { ...record, input, command }, { pages });
    await saveFile(join(out, "report.html"), page);
  }
  const stopped = artifacts.trained?.some(({ stoppedEarly }) => stoppedEarly) ?? false;
  const total = clock() - started;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const peakMb = Math.round(maxRSS / 1024);
  const manifest = {
    command,
    stopped,
    ...record,
    input,
    timings_seconds: { ...spent, total },
    cpu_seconds: (userCPUTime + systemCPUTime) / 1e6,
    peak_memory_mb: peakMb,
  };
  await saveFile(join(out, "manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  report({ kind: "end", step: "write", seconds: clock() - analysed });

  const map = { svg: join(out, "figures", "domains.svg"), png: join(out, "figures", "domains.png") };
  const domains = artifacts.domains.clusters;
  const lines = [
    `${domains === 1 ? "1 domain" : `${domains} domains`} in ${total.toFixed(1)} s, ${peakMb} MB at most`,
    ...(config.report ? [`report:   ${join(out, "report.html")}`] : []),
    `result:   ${result}`,
    `table:    ${join(out, "domains.csv")}`,
    ...(tables.length > 0 ? [`analyses: ${tables.length} tables in ${join(out, "tables")}, and in result.h5ad`] : []),
    `pictures: ${map.svg}, the same as .png, and ${figures.length + more.length - 1} more in ${join(out, "figures")}`,
    `settings: ${join(out, "manifest.json")}`,
  ];
  return { result, map, stopped, lines };
}
