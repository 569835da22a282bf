import { parse } from "yaml";
import type { z } from "zod";
import { CellScapeError } from "../../core/errors.ts";
import { nearestName } from "../../core/options/nearest.ts";

/**
 * The content of a YAML or JSON file, checked.
 *
 * @throws bad-file naming the file, the first entry that is wrong and what it may be.
 */
export function parseYaml<Schema extends z.ZodType>(schema: Schema, text: string, path: string): z.output<Schema> {
  let content: unknown;
  try {
    content = parse(text);
  } catch (cause) {
    const got = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new CellScapeError("bad-file", `${path}: expected YAML, got ${got}`, { cause });
  }
  const { data, error } = schema.safeParse(content);
  if (error === undefined) return data;
  // A misspelt entry is also a missing one: the name that was written explains both.
  const issue = error.issues.find(({ code }) => code === "unrecognized_keys") ?? error.issues[0];
  throw new CellScapeError("bad-file", `${path}: ${faultOf(issue, content)}`);
}

type Issue = z.core.$ZodIssue;

/** The branch of a union that fits best is the one whose fault lies deepest. */
function faultOf(issue: Issue, content: unknown): string {
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const branches = issue.errors.flatMap(([first]) => (first === undefined ? [] : [first]));
    const deepest = branches.toSorted((a, b) => b.path.length - a.path.length)[0];
    const inside = deepest?.path.length || deepest?.code === "unrecognized_keys";
    if (inside) return faultOf({ ...deepest, path: [...issue.path, ...deepest.path] }, content);
  }
  const where = issue.path.length === 0 ? "the file" : placeOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    const [key] = issue.keys;
    const known = issue.path.length === 0 ? topLevel : inner;
    const near = nearestName(key, known);
    return `${where}: unknown entry ${key}${near === undefined ? "" : `; did you mean ${near}?`}`;
  }
  const got = issue.path.reduce<unknown>((value, key) => (isRecord(value) ? value[String(key)] : undefined), content);
  return `${where}: expected ${expectedBy(issue)}, got ${got === undefined ? "nothing" : JSON.stringify(got)}`;
}

/** `data, entry 2, file` */
function placeOf(path: Issue["path"]): string {
  return path.map((key) => (typeof key === "number" ? `entry ${key + 1}` : String(key))).join(", ");
}

/** What a check expects, in words. */
function expectedBy(issue: Issue): string {
  if (issue.code === "invalid_type") return kinds[issue.expected] ?? issue.expected;
  if (issue.code === "invalid_value") return `one of ${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_small")
    return issue.minimum === 1 && issue.origin !== "number" ? "some" : `${issue.minimum} or more`;
  if (issue.code === "too_big") return `${issue.maximum} or less`;
  return issue.message.replace(/^Invalid (input: )?(expected )?/, "");
}

const kinds: Readonly<Record<string, string>> = {
  ...{ string: "text", number: "a number", int: "a whole number", boolean: "true or false" },
  ...{ array: "a list", object: "entries with names", record: "entries with names" },
};

const topLevel = ["data", "methods", "seeds", "reference", "vote", "inputs", "timeLimit", "memoryLimit", "vary"];
const inner = ["file", "name", "truth", "unknown", "domains", "settings", "labels", "method", "preset", "plugin"];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
