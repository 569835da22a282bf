import { CellScapeError } from "../../core/errors.ts";
import { labelAt } from "../../data/labels.ts";
import type { Samples } from "../../data/samples.ts";
import type { CategoryColumn, Column, Table } from "../../data/table.ts";
import { fitSampleModel } from "../../math/statistics/sampleModel.ts";
import { type Contrast, compareSamples } from "./sampleConditions.ts";

/** What a comparison of conditions is adjusted for. */
export interface Adjustment {
  /** One row per sample: columns of numbers, and columns of groups. */
  readonly table: Table;
  /** Each column and what it was taken for, such as "donor (4 groups)" or "age (a number)". */
  readonly descriptions: readonly string[];
}

interface Compared {
  /** [samples] */
  readonly conditions: CategoryColumn;
  readonly contrast: Contrast;
}

/** A column and what it is to be taken for, as `donor` or `donor:groups`. */
const pattern = /^(?:obs\/)?(.+?)(?::(number|groups))?$/s;
/** Samples that a message lists. */
const mostListed = 6;

/**
 * The attributes of samples that `--adjust` names. Text is groups; numbers are a number, unless they are whole and recur or
 * count the samples: those may be names of donors as well as ages, and are only used as the user states.
 *
 * @param names samples in use; `conditions` has one for each.
 * @throws bad-option when a column does not distinguish samples, may be number or groups, lacks a sample that has a
 * condition, or is confounded with the conditions.
 */
export function adjustmentOf(
  { attributes, names: all }: Samples,
  flagText: readonly string[],
  { names, ...compared }: Compared & { readonly names: readonly string[] },
): Adjustment {
  const rows = names.map((name) => all.indexOf(name));
  const columns = new Map(
    flagText.map((each) => {
      const [, name = each, as] = pattern.exec(each) ?? [];
      const attribute = attributes.columns.get(name);
      if (!attribute) {
        const has = [...attributes.columns.keys()].join(", ") || "none";
        throw refusal(each, `a column with one value in all cells of each sample (${has})`, name);
      }
      const takesPart = (s: number) => compared.conditions.codes[s] >= 0;
      const labels = rows.map((row, s) => (takesPart(s) ? labelAt(attribute, row) : undefined));
      const lacking = names.filter((_, s) => takesPart(s) && labels[s] === undefined);
      if (lacking.length > 0) {
        const way = "fill it in, or leave their condition empty to exclude them";
        throw refusal(each, "a value for every sample that has a condition", `none for ${listed(lacking)}; ${way}`);
      }
      return [name, takenAs(as, { flagText: each, name, labels, kind: attribute.kind })] as const;
    }),
  );
  const tableOf = (chosen: readonly string[]): Table => ({
    rows: names.length,
    columns: new Map([...columns].filter(([name]) => chosen.includes(name))),
  });
  const chosen = [...columns.keys()];
  const table = tableOf(chosen);
  if (freedomOf(table, compared) === undefined) {
    const alone = chosen.find((name) => freedomOf(tableOf([name]), compared) === undefined);
    throw confounded(tableOf(alone === undefined ? chosen : [alone]), { names, ...compared });
  }
  const descriptions = chosen.map((name, at) => {
    const before = freedomOf(tableOf(chosen.slice(0, at)), compared);
    const adds = freedomOf(tableOf(chosen.slice(0, at + 1)), compared) !== before;
    return `${name} (${described(table.columns.get(name))}${adds ? "" : ", collinear with the others"})`;
  });
  return { table, descriptions };
}

function described(column: Column | undefined): string {
  if (column?.kind !== "category") return "a number";
  const groups = column.categories.length;
  return groups === 1 ? "1 group" : `${groups} groups`;
}

interface Given {
  readonly flagText: string;
  readonly name: string;
  /** [samples] */
  readonly labels: readonly (string | undefined)[];
  readonly kind: Column["kind"];
}

function takenAs(as: string | undefined, { flagText, name, labels, kind }: Given): Column {
  const known = labels.filter((label) => label !== undefined);
  const categories = [...new Set(known)];
  const numbers = categories.map(Number);
  const counting = Math.max(...numbers) - Math.min(...numbers) === numbers.length - 1;
  const mayBeNames = numbers.every(Number.isInteger) && (counting || numbers.length < known.length);
  if (as === undefined && kind === "number" && mayBeNames) {
    const got = `the whole numbers ${listed(categories)}`;
    const way = `write ${name}:groups where they are names, as of donors, or ${name}:number where they are amounts, as ages`;
    throw refusal(flagText, "a column of text, or of numbers that can be nothing else", `${got}; ${way}`);
  }
  if (as === "number" || (as === undefined && kind === "number")) {
    const text = categories.find((_, at) => !Number.isFinite(numbers[at]));
    if (text !== undefined) throw refusal(flagText, "numbers", text);
    return { kind: "number", values: Float64Array.from(labels, (label) => Number(label ?? Number.NaN)) };
  }
  const codes = Int32Array.from(labels, (label) => (label === undefined ? -1 : categories.indexOf(label)));
  return { kind: "category", codes, categories, ordered: false };
}

/** Degrees of freedom that are left; undefined where the conditions are confounded with the columns. */
function freedomOf(adjust: Table, { conditions, contrast }: Compared): number | undefined {
  const allSamples = Array.from(conditions.codes, () => true);
  const { design } = compareSamples(conditions, { ...contrast, adjust }, allSamples);
  const { differences, degrees } = fitSampleModel(new Float64Array(allSamples.length), design);
  return Number.isNaN(differences[0]) ? undefined : degrees[0];
}

function confounded(
  { columns }: Table,
  { names, conditions, contrast }: Compared & { readonly names: readonly string[] },
): CellScapeError {
  const of = (condition: string) => {
    const code = conditions.categories.indexOf(condition);
    const samples = [...names.keys()].filter((s) => conditions.codes[s] === code);
    const values = (s: number) => [...columns.values()].map((column) => labelAt(column, s)).join(", ");
    return `${condition}: ${listed(samples.map((s) => `${names[s]} (${values(s)})`))}`;
  };
  const flagText = [...columns.keys()].join(",");
  const nested = [...columns.keys()].filter((name) => isNested(columns.get(name), { conditions, contrast }));
  const caution = nested.map(
    (name) => `; samples of one ${name} are hardly replicates, so that p-values without it come out too small`,
  );
  const amounts = [...columns.keys()].filter((name) => {
    const column = columns.get(name);
    return column?.kind === "category" && column.categories.map(Number).every(Number.isFinite);
  });
  const which = columns.size > 1 ? "columns that together do" : "a column that does";
  const way = `the effect of the condition is confounded with that of ${[...columns.keys()].join(" and ")}: leave it out, or add samples of both conditions that share a value${amounts.map((name) => `, or write ${name}:number`).join("")}${caution.join("")}`;
  return refusal(
    flagText,
    `${which} not determine the condition (${contrast.from} or ${contrast.to})`,
    `${of(contrast.from)}; ${of(contrast.to)}; ${way}`,
  );
}

/** Whether conditions have several groups of their own, and groups several samples, as sections of donors. */
function isNested(column: Column | undefined, { conditions, contrast }: Compared): boolean {
  if (column?.kind !== "category") return false;
  const compared = [contrast.from, contrast.to].map((condition) => conditions.categories.indexOf(condition));
  const codes = column.codes.filter((_, s) => compared.includes(conditions.codes[s]));
  const groups = new Set(codes).size;
  return groups > compared.length && groups < codes.length;
}

function refusal(flagText: string, expected: string, got: string): CellScapeError {
  return new CellScapeError("bad-option", `--adjust ${flagText}: expected ${expected}, got ${got}`);
}

function listed(items: readonly string[]): string {
  const more = items.length - mostListed;
  return `${items.slice(0, mostListed).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
