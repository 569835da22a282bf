import { z } from "zod";
import { CellScapeError } from "../../core/errors.ts";
import { options } from "./options.ts";

const schema = z.strictObject(options);

/** Every setting of a run, checked. */
export type Config = Readonly<z.output<typeof schema>>;

/** What a user may give: text or numbers, nothing required. */
export type ConfigInput = { readonly [K in keyof Config]?: Config[K] | string | undefined };

export type OptionName = keyof typeof options;

/** The column of obs that holds the types of cells; undefined when they are to be found. */
export function typesColumn({ cellTypes }: Config): string | undefined {
  if (cellTypes === undefined || cellTypes === "leiden" || cellTypes === "louvain") return undefined;
  return cellTypes.replace(/^obs\//, "");
}

export interface OptionHelp {
  /** Name of the value; undefined for a switch. */
  readonly flag: string | undefined;
  /** True when it may be given several times. */
  readonly repeats: boolean;
  readonly group: "main" | "data" | "samples" | "model" | "domains" | "analyses";
  readonly description: string;
  readonly fallback: string | undefined;
}

/** Help of one option, as the table says it. */
export function optionHelp(name: OptionName): OptionHelp {
  const option: z.ZodType = options[name];
  // The table above gives every option these fields.
  const meta = option.meta() as unknown as Pick<OptionHelp, "group" | "description"> & Partial<OptionHelp>;
  const fallback: unknown = option.safeParse(undefined).data;
  return {
    flag: meta.flag,
    repeats: meta.repeats ?? false,
    group: meta.group,
    description: meta.description,
    fallback: fallback === undefined || fallback === false ? undefined : `${fallback}`,
  };
}

/**
 * The only gate through which settings enter a run.
 *
 * @throws bad-option naming each option that is unknown or out of range, and what it may be.
 */
export function parseConfig(input: ConfigInput): Config {
  const result = schema.safeParse(
    Object.fromEntries(Object.entries(input).map(([name, value]) => [name, filled(value)])),
  );
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? "");
    if (issue.code === "unrecognized_keys") return `unknown option ${issue.keys.map(flagOf).join(", ")}`;
    return `--${flagOf(name)}: expected ${expectation(name as OptionName)}, got ${JSON.stringify(input[name as OptionName])}`;
  });
  throw new CellScapeError("bad-option", faults.join("; "));
}

/** Text without content is no number: it would pass as 0. */
function filled(value: unknown): unknown {
  return typeof value === "string" && value.trim() === "" ? Number.NaN : value;
}

/** Option name as it is typed on the command line: `minCounts` -> `min-counts`. */
export function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function expectation(name: OptionName): string {
  const json: unknown = z.toJSONSchema(options[name], { io: "output", unrepresentable: "any" });
  const schema = json as JsonSchema;
  return schema.pattern === undefined ? describeSchema(schema) : (optionHelp(name).flag ?? "text");
}

interface JsonSchema {
  readonly anyOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly items?: JsonSchema;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

function describeSchema(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(describeSchema).join(" or ");
  if (schema.const !== undefined) return `${schema.const}`;
  if (schema.enum) return `one of ${schema.enum.join(", ")}`;
  if (schema.items) return `a list of ${describeSchema(schema.items).replace("one of ", "")}`;
  if (schema.type === "boolean") return "true or false";
  const noun = schema.type === "integer" ? "a whole number" : schema.type === "number" ? "a number" : "text";
  const above = schema.exclusiveMinimum !== undefined ? ` above ${schema.exclusiveMinimum}` : "";
  const low = above === "" && schema.minimum !== undefined ? ` from ${schema.minimum}` : above;
  const high = schema.maximum !== undefined && schema.maximum < 1e15 ? ` to ${schema.maximum}` : "";
  return `${noun}${low}${high}`;
}
