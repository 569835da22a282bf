import type { Colocalization } from "../analyses/colocalization/colocalization.ts";
import type { ColocalizationOptions, ColocalizationTestOptions } from "../analyses/colocalization/options.ts";
import { colocalizationFigure, colocalizationLines, profileTable } from "../analyses/colocalization/profile.ts";
import { checkedInputs } from "../analyses/wanted.ts";
import { CellScapeError } from "../core/errors.ts";
import { version } from "../core/version.ts";
import type { Host } from "../host/host.ts";
import { colocalizeOptions } from "./options/colocalize.ts";
import { parseConfig, type RunConfig } from "./options/run.ts";
import { colocalizeJob } from "./run/colocalizeJob.ts";
import { type ComputedRun, computeRun } from "./run/computeRun.ts";
import { manifestOf } from "./run/manifest.ts";
import { type PreparedRun, prepareRun } from "./run/prepareRun.ts";
import { openSession, type Session, type SessionOptions } from "./run/session.ts";
import { unlessEnding } from "./run/unlessEnding.ts";
import { outputFolder } from "./write/outputFolder.ts";

type Target = Partial<Omit<ColocalizationOptions, "colocalize">>;
type SessionPart = Pick<SessionOptions, "out" | "report" | "signal" | "ending" | "command">;

/** What is tested against which points or mask. */
export interface ColocalizeOptions extends Target, Partial<ColocalizationTestOptions>, SessionPart {
  /** A gene, or `obs/COLUMN` with numbers. */
  readonly colocalize: readonly string[];
  /** Column of obs with the sample of each cell; points then have a column `sample`. */
  readonly sampleKey?: string | undefined;
  readonly seed?: number;
}

/** Tests with the files that were written. */
export interface ColocalizeSummary {
  readonly found: Colocalization;
  /** The same in words, with the files that were written. */
  readonly lines: readonly string[];
}

/** Names of the files without their endings. */
const resultName = "colocalization";

/**
 * Test whether cells that are high in a gene or a score lie near given points or a mask, and write the profile by distance.
 *
 * @throws bad-option for a gene or column that is not there; whatever reading throws; cannot-write.
 */
export async function colocalizeFile(host: Host, path: string, options: ColocalizeOptions): Promise<ColocalizeSummary> {
  const { out, report, signal, ending, command, colocalize, ...settings } = options;
  if (colocalize.length !== 1) {
    throw new CellScapeError("bad-option", `--colocalize: expected one gene or obs/COLUMN, got ${colocalize.length}`);
  }
  const config = configOf({ colocalize, ...settings });
  const given = await checkedInputs(config, host.files.openFile);
  const job = colocalizeJob();
  const result = `${resultName}.csv`;
  const session = await openSession(host, [{ path }], { out, report, signal, ending, command: command ?? [], result });
  try {
    const prepared = await unlessEnding(prepareRun(session, job, config, given), ending);
    const computed = await computeRun(session, job, prepared, given);
    return await conclude(session, prepared, computed);
  } finally {
    session.close();
  }
}

/** Settings of a run that reads the same, and what only the test reads. */
function configOf({
  threshold,
  highShare,
  permutations,
  null: kind,
  colocalize,
  ...settings
}: Omit<ColocalizeOptions, keyof SessionPart>): RunConfig & Partial<ColocalizationTestOptions> {
  const test = { threshold, highShare, permutations, null: kind };
  return { ...parseConfig({ ...settings, colocalize: [...colocalize], correct: "none", seeds: 1 }), ...defined(test) };
}

function defined<T extends object>(values: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  // What is left has values.
  return given as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}

async function conclude(session: Session, prepared: PreparedRun, computed: ComputedRun): Promise<ColocalizeSummary> {
  const { host, options, notes, warnings } = session;
  const { dataset } = prepared.input;
  const { kind, found } = computed.artifacts.colocalization;
  const [test] = found;
  const words = { of: test.of, target: `the ${kind}`, unitUm: dataset.unitUm };
  const svg = colocalizationFigure(test, words);
  const results = outputFolder(host, options.out, options.ending);
  await results.save(`${resultName}.csv`, profileTable(test));
  await results.save(`${resultName}.svg`, svg);
  await results.save(`${resultName}.png`, await host.png(svg));
  const { profile: _, highCells, ...numbers } = test;
  const chosen = Object.entries(prepared.config).filter(
    ([name, value]) => name in colocalizeOptions.table && value !== undefined,
  );
  const record = { version, options: Object.fromEntries(chosen), colocalization: numbers, notes, warnings };
  const finish = { job: "colocalize" as const, stopped: false, record, seconds: computed.seconds };
  const { entries } = manifestOf(session, prepared, finish);
  const files = [...results.files, `${resultName}.json`];
  await results.save(`${resultName}.json`, `${JSON.stringify({ ...entries, files }, undefined, 2)}\n`);
  const [table, figure] = [results.place(`${resultName}.csv`), host.paths.join(options.out, resultName)];
  return {
    found: test,
    lines: [...colocalizationLines(test, words), `table: ${table}`, `figure: ${figure}.svg, .png`],
  };
}
