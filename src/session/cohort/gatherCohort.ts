import { type Conditions, conditionsOf } from "../../analyses/comparison/conditions.ts";
import { collectMarkers } from "../../cohort/gather/cohortMarkers.ts";
import { type CohortComparison, compareConditions } from "../../cohort/gather/compareConditions.ts";
import { type GatheredCohort, gatheredRecord } from "../../cohort/gather/gathered.ts";
import { sampleQuality } from "../../cohort/gather/outliers.ts";
import { cohortReport } from "../../cohort/gather/report.ts";
import { cohortTables } from "../../cohort/gather/tables.ts";
import { inOrder } from "../../cohort/inOrder.ts";
import type { CohortPlan, SampleTotals } from "../../cohort/records.ts";
import { mergeTiles } from "../../cohort/tiles/mergeTiles.ts";
import { tileColumn } from "../../cohort/tiles/tileMark.ts";
import { CellScapeError } from "../../core/errors.ts";
import { version } from "../../core/version.ts";
import type { Samples } from "../../data/samples.ts";
import type { Column } from "../../data/table.ts";
import type { Host } from "../../host/host.ts";
import type { SampleInput } from "../read/sampleSheet.ts";
import { outputFolder } from "../write/outputFolder.ts";
import { type FitRecord, readFit } from "./fitRecord.ts";
import { readPart, readRecord } from "./recordFile.ts";
import { beginStep, type JobOptions } from "./sampleJob.ts";
import { configOf, type GivenSettings, settingsFor } from "./settings.ts";

/** Name of the record of a cohort, which is written last. */
export const cohortName = "cohort.json";

export interface GatherOptions extends JobOptions {
  /** What `cohort plan` and `cohort fit` wrote. */
  readonly plan: string;
  readonly fit: string;
  /** Samples with their attributes. */
  readonly sheet?: readonly SampleInput[];
  /** Folder with the results of the samples as the report links to it: relative to `out`. */
  readonly results?: string | undefined;
}

/**
 * `cohort gather`: tables over all samples, comparisons of conditions, report.html and, last, cohort.json.
 *
 * @throws bad-option for counts of another plan, model or engine; when a comparison names no condition of the samples.
 */
export async function gatherCohort(
  host: Host,
  paths: readonly string[],
  given: GivenSettings,
  { plan: planPath, fit: fitPath, out, sheet = [], results, ...options }: GatherOptions,
): Promise<readonly string[]> {
  const { compare, adjust } = configOf(undefined, {}, settingsFor("gather", given));
  const { record: plan, digest } = await readRecord(host, planPath, "plan");
  const fit = await readFit(host, fitPath);
  const found = await readTotals(host, paths);
  const parts = found.map(({ totals }) => totals);
  expectOneModel(parts, fit, digest);
  const counts = mergeTiles(parts);
  const markers = collectMarkers(fit.domains, counts[0].genes);
  for (const { path } of found) markers.add(await readPart(host, path, "counts"));
  const task = beginStep("gather", "Gathering counts of all samples", options);
  const names = Array.from({ length: fit.domains }, (_, k) => `${k + 1}`);
  const comparison = compare === undefined ? undefined : compared(counts, names, { sheet, compare, adjust });
  const cohort: GatheredCohort = {
    ...{ version, plan, counts, names, markers: markers.finish(), comparison, attributes: attributesOf(sheet, counts) },
    ...{ quality: sampleQuality(counts), fit: { ...fit, planDigest: digest }, absent: absentOf(plan, parts) },
  };
  const record = gatheredRecord(cohort);
  for (const text of record.warnings) task.warn(text);
  const folder = outputFolder(host, out, options.ending);
  // cohort.json marks whole results: away before the first of them is replaced.
  await host.files.remove(host.paths.join(out, cohortName));
  for (const { name, csv } of cohortTables(cohort)) await folder.save(`tables/${name}.csv`, csv);
  await folder.save("report.html", await cohortReport(cohort, record.warnings, results));
  await folder.save(cohortName, `${JSON.stringify(record, undefined, 2)}\n`);
  return [
    `${counts.length} samples, ${record.cells} cells, ${fit.domains} domains`,
    `report: ${host.paths.join(out, "report.html")}`,
    `tables: ${host.paths.join(out, "tables")}`,
  ];
}

interface FoundCounts {
  readonly sample: string;
  readonly path: string;
  readonly totals: SampleTotals;
}

/** What the samples are compared by, in the order of their names; the rest is read again, and added up sample by sample. */
async function readTotals(host: Host, paths: readonly string[]): Promise<readonly FoundCounts[]> {
  const found: FoundCounts[] = [];
  for (const path of paths) {
    const { seen: _, rankSums: __, ties: ___, ...totals } = await readPart(host, path, "counts");
    found.push({ sample: totals.sample, path, totals });
  }
  if (found.length > 0) return inOrder(found);
  throw new CellScapeError("bad-option", "cohort gather: expected files of cohort apply, got none");
}

/** @throws bad-option for counts that do not belong together. */
function expectOneModel(counts: readonly SampleTotals[], fit: FitRecord, plan: string): void {
  const refuse = (sample: string, what: string, got: string) => {
    const way = "run cohort apply for it again";
    return new CellScapeError(
      "bad-option",
      `cohort gather: expected ${what} in all samples, got ${got} in ${sample}; ${way}`,
    );
  };
  if (fit.plan !== plan) {
    throw new CellScapeError(
      "bad-option",
      "cohort gather: expected the fit of this plan, got that of another; run cohort fit again",
    );
  }
  for (const { sample, plan: own, model, engine } of counts) {
    if (own !== plan) throw refuse(sample, "domains of this plan", "those of another");
    if (model !== fit.model) throw refuse(sample, "domains of one model", "those of another");
    // Engines differ in the last bits: results of two are not mixed.
    if (engine !== counts[0].engine) throw refuse(sample, `the engine ${counts[0].engine}`, engine);
  }
}

/** Samples of the plan that were not applied. */
function absentOf({ samples }: CohortPlan, counts: readonly SampleTotals[]): readonly string[] {
  const given = new Set(counts.map(({ sample }) => sample));
  return samples.map(({ sample }) => sample).filter((sample) => !given.has(sample));
}

interface Asked {
  readonly sheet: readonly SampleInput[];
  readonly compare: string;
  readonly adjust?: readonly string[] | undefined;
}

function compared(
  counts: readonly SampleTotals[],
  names: readonly string[],
  { sheet, compare, adjust = [] }: Asked,
): CohortComparison {
  const samples: Samples = {
    names: counts.map(({ sample }) => sample),
    codes: new Int32Array(0),
    attributes: { rows: counts.length, columns: attributesOf(sheet, counts) },
    column: "sample",
  };
  const [column, from] = compare.split(":");
  const several = from === undefined ? conditionsIn(samples, column) : [];
  // Of more than two conditions all are tested together; which two are named here does not matter.
  const isPair = several.length <= 2;
  const all: Conditions = conditionsOf(
    { samples },
    { compare: isPair ? compare : `${column}:${several[0]}:${several[1]}`, adjust: [...adjust] },
  );
  return compareConditions(counts, names, all, isPair);
}

function conditionsIn({ attributes }: Samples, column: string): readonly string[] {
  const values = attributes.columns.get(column.trim().replace(/^obs\//, ""));
  if (!values) return [];
  if (values.kind === "category") return values.categories;
  return [...new Set(Array.from(values.values, String))].filter((value) => value !== "NaN");
}

/** Attributes of the samples in the sheet, one row each: numbers where all values are, else text. */
function attributesOf(sheet: readonly SampleInput[], counts: readonly SampleTotals[]): ReadonlyMap<string, Column> {
  const rows = counts.map(({ sample }) => {
    const line = sheet.find((each) => each.sample === sample || each.attributes?.[tileColumn] === sample);
    const { [tileColumn]: _, ...own } = line?.attributes ?? {};
    return own;
  });
  const names = [...new Set(sheet.flatMap(({ attributes = {} }) => Object.keys(attributes)))].filter(
    (name) => name !== tileColumn,
  );
  return new Map(
    names.map((name): [string, Column] => {
      const values = rows.map((row) => row[name]);
      if (values.every((value) => value === undefined || typeof value === "number")) {
        return [name, { kind: "number", values: Float64Array.from(values, (value) => Number(value ?? Number.NaN)) }];
      }
      return [
        name,
        { kind: "string", values: values.map((value) => (value === undefined ? undefined : String(value))) },
      ];
    }),
  );
}
