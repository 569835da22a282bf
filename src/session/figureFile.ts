import { allAnalyses } from "../analyses/registry.ts";
import { checkedInputs } from "../analyses/wanted.ts";
import { wantedArtifacts } from "../analyses/wantedArtifacts.ts";
import { CellScapeError } from "../core/errors.ts";
import { nearestName } from "../core/options/nearest.ts";
import type { Host } from "../host/host.ts";
import { familyOf, figureFamilies } from "../report/figureFamilies.ts";
import { preparedAsInRun } from "./analyzeFile.ts";
import { type DrawOptions, drawFigures, ownFigures } from "./figure/drawFigures.ts";
import { figureBytes } from "./figure/figureBytes.ts";
import { padded, pxOf, sizeOf } from "./figure/sized.ts";
import { settingsOf } from "./options/analyze.ts";
import type { figureFormats } from "./options/figure.ts";
import { type ConfigInput, parseConfig } from "./options/run.ts";
import { openStored } from "./read/openStored.ts";
import { analyzeJob } from "./run/analyzeJob.ts";
import { computeRun } from "./run/computeRun.ts";
import type { Job } from "./run/job.ts";
import { prepareRun } from "./run/prepareRun.ts";
import { openSession, type SessionOptions } from "./run/session.ts";
import { unlessEnding } from "./run/unlessEnding.ts";

export interface FigureFileOptions
  extends Pick<SessionOptions, "report" | "signal" | "ending">,
    Omit<DrawOptions, "px"> {
  readonly out: string;
  readonly format: readonly (typeof figureFormats)[number][];
  /** Such as `90mm`; as drawn by default. */
  readonly width?: string | undefined;
  /** Pixels of a PNG per inch. */
  readonly dpi: number;
  readonly column?: string | undefined;
  /** Settings of the analyses, and others that may differ from those of the run. */
  readonly config?: ConfigInput;
}

/**
 * The figures that can be drawn of a result, one line each.
 *
 * @throws bad-file for what is no result of a run.
 */
export async function figureLines({ files }: Pick<Host, "files">, path: string, column?: string): Promise<string[]> {
  await openStored(await files.openFile(path), column);
  const rows = [
    ...Object.entries(ownFigures),
    ...figureFamilies().map(({ name, describes }) => [name, describes] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.map(([name, describes]) => `${name.padEnd(width)}${describes}`);
}

/**
 * Draw figures of a result.h5ad; what they take is computed, and nothing is trained.
 *
 * @returns paths of the files, a line each.
 * @throws bad-option for figures that there are not; bad-file for what is no result of a run; cannot-write.
 */
export async function figureFile(host: Host, path: string, options: FigureFileOptions): Promise<string[]> {
  const { out, format, width, dpi, column, config: given = {}, figures, genes } = options;
  const analyses = analysesOf(figures);
  const stored = await openStored(await host.files.openFile(path), column);
  const byName = analyses.filter((name) => allAnalyses().some((each) => each.name === name && each.listed !== false));
  const want = byName.length === 0 ? {} : { want: byName };
  const settings = parseConfig({ ...settingsOf(stored.record, stored.has), ...given, ...want });
  const config = stored.column === stored.keys.domain ? settings : { ...settings, column: stored.column };
  const read = await checkedInputs(config, host.files.openFile);
  const whole = analyzeJob(stored);
  const job: Job = {
    ...whole,
    wanted: (own, dataset) => [...wantedArtifacts(own, dataset), ...(genes.length > 0 ? ["allGenes" as const] : [])],
  };
  const { report, signal, ending } = options;
  const result = `${figures[0].replaceAll("/", "_")}.${format[0]}`;
  const session = await openSession(host, [{ path }], { out, result, report, signal, ending });
  try {
    const prepared = preparedAsInRun(await unlessEnding(prepareRun(session, job, config, read), ending), stored.record);
    const { artifacts } = await computeRun(session, job, prepared, read);
    const px = pxOf(width);
    const unitUm = prepared.config.unitUm ?? artifacts.dataset.unitUm;
    const forPrint = { ...prepared.config, unitUm, dotsRatio: printRatio };
    const drawn = drawFigures(artifacts, forPrint, { ...options, px });
    const lines: string[] = [];
    for (const { name, svg: natural } of drawn) {
      const svg = px === undefined ? natural : padded(natural, px);
      const own = px ?? sizeOf(svg).width;
      const share = own / sizeOf(svg).width;
      if (share < smallest) {
        const text = `${name}: letters shrink to ${(100 * share).toFixed(0)} % of their usual size; choose a larger --width`;
        session.report({ kind: "warning", step: "figure", text });
      }
      for (const kind of format) {
        const file = host.paths.join(out, `${name}.${kind}`);
        await host.files.save(file, await figureBytes(host, kind, svg, { px, own, dpi }));
        lines.push(file);
      }
    }
    return lines;
  } finally {
    session.close();
  }
}

/** Pixels a px of large maps: 288 per inch. */
const printRatio = 3;

/** Letters of 8 points have 5 then, the least that journals accept. */
const smallest = 0.65;

/** The analyses that figures take. @throws bad-option for a name that no figure has. */
function analysesOf(figures: readonly string[]): string[] {
  if (figures.length === 0) {
    throw new CellScapeError("bad-option", "figure: expected names of figures, got none; --list shows them");
  }
  const wanted = figures.flatMap((name) => {
    if (name in ownFigures || name.startsWith("obs/")) return [];
    const family = familyOf(name);
    if (family && family.name !== name && name.endsWith("*")) return [];
    if (family) return family.analyses;
    const known = [...Object.keys(ownFigures), ...figureFamilies().map((each) => each.name.replace("*", ""))];
    const near = nearestName(name, known);
    const way = near === undefined ? "" : `; did you mean ${near}?`;
    throw new CellScapeError("bad-option", `figure: expected one of --list, got ${name}${way}`);
  });
  return [...new Set(wanted)];
}
