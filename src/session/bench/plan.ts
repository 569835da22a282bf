import { parseYaml } from "../../bench/plan/parseYaml.ts";
import { type MethodRow, parseVaried, rowsNamed, type Varied, variedRows } from "../../bench/plan/rows.ts";
import { type PlanFile, type PlanMethod, planSchema } from "../../bench/plan/schema.ts";
import { seedsOf } from "../../bench/plan/seedsOf.ts";
import { CellScapeError } from "../../core/errors.ts";
import { bytesOf } from "../../core/memorySize.ts";
import type { Host } from "../../host/host.ts";
import { methodNamed } from "../../methods/registry.ts";
import type { BenchOptions } from "../options/bench.ts";
import { allOptions, type ConfigInput, parseConfig } from "../options/run.ts";
import { readText } from "../read/readText.ts";
import { type PluginRow, pluginRow } from "./pluginRow.ts";

/** A data set of a plan; paths are those that the host opens. */
export interface PlannedData {
  readonly file: string;
  readonly name: string;
  /** Undefined where no labels are known. */
  readonly truth: string | undefined;
  readonly unknown: readonly string[];
  readonly domains: number | undefined;
  /** Options of reading. */
  readonly settings: ConfigInput;
  /** Columns of obs or files, by the name of the row. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

/** A row that the program or a plug-in computes, and its seeds. */
export type PlannedRow = (MethodRow | PluginRow) & { readonly seeds: readonly number[] };

export interface BenchPlan {
  readonly data: readonly PlannedData[];
  readonly rows: readonly PlannedRow[];
  readonly reference: string;
  readonly vote: number;
  readonly inputs: "paper" | "own";
  readonly seconds: number;
  /** Undefined where the host decides. */
  readonly bytes: number | undefined;
}

const usual = { seeds: 10, vote: 30, seconds: 7200, unknown: ["nan", "NaN", "NA", "undetermined"] } as const;

/**
 * The plan of a benchmark: of a file (.yaml, .yml, .json), or of the inputs and options of the command. Options come before
 * what the file holds.
 *
 * @throws bad-file for a plan or plug-in that cannot be read; bad-option for methods, options or names that do not fit.
 */
export async function planOf(host: Host, inputs: readonly string[], options: BenchOptions): Promise<BenchPlan> {
  const [first = ""] = inputs;
  const isPlan = /\.(ya?ml|json)$/i.test(first);
  if (isPlan && inputs.length > 1) {
    throw new CellScapeError("bad-option", `bench: expected one plan or data sets, got ${inputs.join(", ")}`);
  }
  const file = isPlan ? parseYaml(planSchema, await readText(host, first, "bench"), first) : undefined;
  const beside = (path: string) =>
    isPlan && !host.paths.isAbsolute(path) ? host.paths.join(host.paths.dirname(first), path) : path;
  const data = file ? dataOfFile(host, file, options, beside) : dataOfOptions(host, inputs, options);
  const inputsOf = options.inputs ?? file?.inputs ?? "paper";
  const seeds = options.seeds ?? file?.seeds ?? usual.seeds;
  const rows = await plannedRows(host, { file, options, beside, inputs: inputsOf, seeds });
  const names = [...rows.map(({ name }) => name), ...data.flatMap(({ labels }) => Object.keys(labels))];
  expectUnique(
    "rows",
    rows.map(({ name }) => name),
  );
  expectUnique(
    "data sets",
    data.map(({ name }) => name),
  );
  const memory = options.memoryLimit ?? file?.memoryLimit;
  return {
    ...{ data, rows, inputs: inputsOf, vote: file?.vote ?? usual.vote },
    reference: referenceOf(options.reference ?? file?.reference, names),
    seconds: options.timeLimit ?? file?.timeLimit ?? usual.seconds,
    bytes: memory === undefined ? undefined : bytesOf(memory),
  };
}

function dataOfOptions(host: Host, inputs: readonly string[], options: BenchOptions): PlannedData[] {
  const { truth, domains, ignore, counts, positions, unitUm, sampleKey } = options;
  if (inputs.length === 0) throw new CellScapeError("bad-option", "bench: expected a plan or data sets, got none");
  if (truth === undefined && domains === undefined) {
    throw new CellScapeError(
      "bad-option",
      "--truth: expected the column of obs with the known labels, got none; without labels, --domains K compares coherence, time and memory",
    );
  }
  const labels = labelsOf(options.labels ?? []);
  const settings = present({ counts, positions, unitUm, sampleKey });
  const unknown = ignore ?? usual.unknown;
  return inputs.map((file) => ({ file, name: nameOf(host, file), truth, unknown, domains, settings, labels }));
}

function dataOfFile(
  host: Host,
  { data }: PlanFile,
  { truth, ignore, domains, labels = [] }: BenchOptions,
  beside: (path: string) => string,
): PlannedData[] {
  const shared = labelsOf(labels);
  const neither = data.find((each) => (truth ?? each.truth ?? domains ?? each.domains) === undefined);
  if (neither) {
    const way = "truth: COLUMN of the known labels, or domains: K to compare without labels";
    throw new CellScapeError("bad-option", `bench: ${neither.file}: expected ${way}, got neither`);
  }
  return data.map((each) => ({
    file: beside(each.file),
    name: each.name ?? nameOf(host, each.file),
    truth: truth ?? each.truth,
    unknown: ignore ?? each.unknown ?? usual.unknown,
    domains: domains ?? each.domains,
    settings: each.settings ?? {},
    labels: { ...listsOf(each.labels ?? {}), ...shared },
  }));
}

interface RowSources {
  readonly file: PlanFile | undefined;
  readonly options: BenchOptions;
  readonly beside: (path: string) => string;
  readonly inputs: "paper" | "own";
  readonly seeds: number | readonly number[];
}

async function plannedRows(host: Host, { file, options, beside, inputs, seeds }: RowSources): Promise<PlannedRow[]> {
  const requested: readonly PlanMethod[] = options.methods ?? file?.methods ?? ["all"];
  const plugins = (options.plugin ?? []).map((path) => ({ path, seeds }));
  const own: PlannedRow[] = [];
  for (const each of requested) {
    if (typeof each === "string") {
      own.push(...rowsNamed([each]).map((row) => planned(row, inputs, seeds)));
    } else if ("plugin" in each) {
      const row = await pluginRow(host, beside(each.plugin), each.settings);
      own.push({ ...row, name: each.name ?? row.name, seeds: seedsOf(each.seeds ?? seeds) });
    } else {
      own.push(planned(rowOf(each), each.inputs ?? inputs, each.seeds ?? seeds));
    }
  }
  for (const { path } of plugins) own.push({ ...(await pluginRow(host, path)), seeds: seedsOf(seeds) });
  const varied: Varied = [
    ...(options.vary ?? []).map(parseVaried),
    ...Object.entries(file?.vary ?? {}).map(([option, values]) => [option, values.map(String)] as const),
  ];
  if (varied.length === 0) return own;
  const methods = own.filter((row) => !("plugin" in row));
  const seedsByName = new Map(own.map((row) => [row.name, row.seeds]));
  const made = variedRows(methods, varied, hasOption);
  made.forEach(expectSettings);
  const rows = made.map((row) => ({ ...row, seeds: seedsByName.get(row.varied?.base ?? row.name) ?? seedsOf(seeds) }));
  return [...rows, ...own.filter((row) => "plugin" in row)];
}

function rowOf({ name, method, preset, settings = {} }: Exclude<PlanMethod, string | { plugin: string }>): MethodRow {
  const [{ cites }] = rowsNamed([method]);
  const all = { method, ...(preset === undefined ? {} : { preset }), ...settings };
  const suffix = Object.entries(all).flatMap(([option, value]) => (option === "method" ? [] : [`${option}=${value}`]));
  return { name: name ?? [method, ...suffix].join(" "), settings: all, cites };
}

function planned(row: MethodRow, inputs: "paper" | "own", seeds: number | readonly number[]): PlannedRow {
  const settings = inputs === "own" ? withOwnInputs(row.settings) : row.settings;
  expectSettings({ ...row, settings });
  return { ...row, settings, seeds: seedsOf(seeds) };
}

/** With the preprocessing that was published with the method, where it has one. */
function withOwnInputs(settings: MethodRow["settings"]): MethodRow["settings"] {
  const own = { ...settings, inputs: "own" };
  try {
    parseConfig({ ...own, domains: 2 });
    return own;
  } catch {
    return settings;
  }
}

/** @throws bad-option naming the row. */
function expectSettings({ name, settings }: Pick<MethodRow, "name" | "settings">): void {
  try {
    parseConfig({ ...settings, domains: 2 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CellScapeError("bad-option", `bench: ${name}: ${reason}`, { cause });
  }
}

function hasOption(method: string, option: string): boolean {
  const short = option.startsWith(`${method}.`) ? option.slice(method.length + 1) : option;
  return short in methodNamed(method).options.table || option in allOptions();
}

function referenceOf(wanted: string | undefined, names: readonly string[]): string {
  if (wanted === undefined) return names.includes("cellscape") ? "cellscape" : (names[0] ?? "");
  if (names.includes(wanted)) return wanted;
  throw new CellScapeError("bad-option", `--reference: expected one of ${names.join(", ")}, got ${wanted}`);
}

/** `name=column`, `name=pred_1,pred_2`, `name=file.txt` of `--labels`. */
function labelsOf(given: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf("=");
      return [
        text.slice(0, at),
        text
          .slice(at + 1)
          .split(",")
          .map((source) => source.trim()),
      ];
    }),
  );
}

function listsOf(labels: Readonly<Record<string, string | string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(labels).map(([name, sources]) => [name, [sources].flat()]));
}

function nameOf({ paths }: Pick<Host, "paths">, file: string): string {
  return paths.basename(paths.resolve(file)).replace(/\.[a-z0-9]+$/i, "");
}

function present(settings: ConfigInput): ConfigInput {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

function expectUnique(what: string, names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new CellScapeError("bad-option", `bench: expected ${what} of different names, got ${twice} twice`);
}
