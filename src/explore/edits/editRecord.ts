import { z } from "zod";
import { CellScapeError } from "../../core/errors.ts";
import { fingerprintOf } from "../../core/fingerprint.ts";
import type { Labelled } from "./labelled.ts";
import { groupsIn } from "./labelled.ts";
import { type Edit, editSchema } from "./registry.ts";

/** The format of records of edits, with its version. */
const format = "cellscape-edits/1";

const recordSchema = z.strictObject({
  format: z.literal(format),
  /** Version of the program that made it. */
  version: z.string().optional(),
  /** Column of obs that analyses use after the edits. */
  column: z.string().min(1),
  /** What the edits began with: the columns by name, each with the fingerprint of its labels. */
  began_with: z.record(z.string(), z.string()).default({}),
  edits: z.array(editSchema).readonly(),
});

/** Edits of the columns of a file as a document. */
export type EditRecord = z.output<typeof recordSchema>;

/** Entry of uns that holds the record. */
export const editsKey = "cellscape_edits";

/** The document of a record. */
export function editsToJson(record: EditRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

/** A record from its parts. */
export function recordOfEdits(parts: Omit<EditRecord, "format">): EditRecord {
  return { format, ...parts };
}

/**
 * The record of a document.
 *
 * @param where the file, for messages.
 * @throws bad-file naming the entry that is not as expected.
 */
export function editsFromJson(text: string, where: string): EditRecord {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    const got = cause instanceof Error ? cause.message : "other text";
    throw new CellScapeError("bad-file", `${where}: expected edits as JSON, got text that is none (${got})`, { cause });
  }
  return checked(parsed, where);
}

/** The record as uns holds it: each edit as a line of JSON, since a list in AnnData holds no records. */
export function editsToUns({ edits, began_with: begun, ...rest }: EditRecord) {
  return {
    ...{ format: rest.format, column: rest.column },
    ...(rest.version === undefined ? {} : { version: rest.version }),
    began_with: { columns: Object.keys(begun), fingerprints: Object.values(begun) },
    edits: edits.map((edit) => JSON.stringify(edit)),
  };
}

const unsSchema = z.object({
  format: z.string(),
  version: z.string().optional(),
  column: z.string(),
  began_with: z
    .object({
      columns: z.array(z.string()).or(z.array(z.number())),
      fingerprints: z.array(z.string()).or(z.array(z.number())),
    })
    .optional(),
  edits: z.array(z.string()).or(z.array(z.number()).length(0)),
});

/**
 * The record that an entry of uns holds.
 *
 * @throws bad-file as `editsFromJson`.
 */
export function editsFromUns(entry: unknown, where: string): EditRecord {
  const { data, error } = unsSchema.safeParse(entry);
  if (!data) throw refused(where, error);
  const { columns = [], fingerprints = [] } = data.began_with ?? {};
  const edits = data.edits.map((line, at): unknown => {
    try {
      return JSON.parse(String(line));
    } catch (cause) {
      throw new CellScapeError("bad-file", `${where}: expected JSON in edit ${at + 1}, got ${String(line)}`, { cause });
    }
  });
  const begun = Object.fromEntries(columns.map((name, at) => [name, fingerprints[at]]));
  return checked({ ...data, began_with: begun, edits }, where);
}

/** Differs where labels of cells, or names or order of groups differ. */
export function labelsFingerprint(labelled: Labelled, column: string): string {
  const { codes, categories } = groupsIn(labelled, column);
  return fingerprintOf(categories.join("\0"), codes);
}

/** The edits of a record that a file with some of them still lacks: all, unless its own are the first of them. */
export function editsBeyond(record: readonly Edit[], held: readonly Edit[]): readonly Edit[] {
  const same =
    held.length <= record.length && held.every((edit, at) => JSON.stringify(edit) === JSON.stringify(record[at]));
  return same ? record.slice(held.length) : record;
}

function checked(parsed: unknown, where: string): EditRecord {
  const { data, error } = recordSchema.safeParse(parsed);
  if (data) return data;
  throw refused(where, error);
}

function refused(where: string, { issues: [issue] }: z.ZodError): CellScapeError {
  const [first, at, ...rest] = issue.path.map(String);
  const entry =
    first === "edits" && at !== undefined ? [`edit ${Number(at) + 1}`, ...rest].join("/") : issue.path.join("/");
  const way = "write it with the page, or as docs/editing.md shows";
  return new CellScapeError("bad-file", `${where}: ${entry || "document"}: ${issue.message}; ${way}`);
}
