import type { z } from "zod";

/** Metadata of an option besides its schema. Ranges and defaults are read from the schema, never written here. */
export interface OptionMeta {
  /** Placeholder of the value in help; an option without one is a switch. */
  readonly flag?: string;
  /** One line, without default and range. */
  readonly description: string;
  /** Shown in the short help. */
  readonly basic?: boolean;
  /** May be given several times; with `variadic` also several values after one flag. */
  readonly repeats?: boolean;
  readonly variadic?: boolean;
  /** Its value is the path of a file, always or perhaps: a page lets the user pick one. */
  readonly file?: "always" | "perhaps";
  /** False for what a page decides itself, or may not do since it would send data to another host. */
  readonly inPage?: false;
  /** What applies where nothing is given and data or other options decide; constant defaults belong to the schema. */
  readonly otherwise?: string;
}

/** Options by name (`minCounts`), each a schema made with `option`. */
export type OptionTable = Readonly<Record<string, z.ZodType>>;

/** Values of a table, checked. */
export type OptionValues<Table extends OptionTable> = { readonly [Name in keyof Table]: z.output<Table[Name]> };

/** The options of one owner (a part of the run, a method, an analysis), under one heading of the help. */
export interface Options<Table extends OptionTable = OptionTable> {
  readonly heading: string;
  readonly table: Table;
  /** These options among the checked settings of a run. */
  of(settings: object): OptionValues<Table>;
}

/**
 * One option: its schema (range, choices and default) with its description for help.
 *
 * @example option(whole(1, 64).default(4), { flag: "h", description: "attention heads" })
 */
export function option<Schema extends z.ZodType>(schema: Schema, meta: OptionMeta): Schema {
  return schema.meta({ ...meta });
}

/** The options of one owner. Names are unique over the run and its analyses; methods may share theirs with one another. */
export function defineOptions<Table extends OptionTable>(heading: string, table: Table): Options<Table> {
  const names = Object.keys(table);
  return {
    heading,
    table,
    of(settings) {
      const given = new Map<string, unknown>(Object.entries(settings));
      // Settings pass `parseOptions` with this very table before anything reads them.
      return Object.fromEntries(names.map((name) => [name, given.get(name)])) as OptionValues<Table>;
    },
  };
}

/** The metadata of an option. */
export function metaOf(schema: z.ZodType): OptionMeta {
  const meta = schema.meta();
  if (typeof meta?.description !== "string") throw new Error("options are made with option(schema, meta)");
  // `option` is the only place that writes it.
  return meta as unknown as OptionMeta;
}
