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
  throw new CellScapeError("bad-file", `${path}: ${faultOf(error.issues[0], content)}`);
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
  const where = issue.path.length === 0 ? "the file" : issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const [key] = issue.keys;
    const known = issue.path.length === 0 ? topLevel : inner;
    const near = nearestName(key, known);
    return `${where}: unknown entry ${key}${near === undefined ? "" : `; did you mean ${near}?`}`;
  }
  const got = issue.path.reduce<unknown>((value, key) => (isRecord(value) ? value[String(key)] : undefined), content);
  return `${where}: ${issue.message.replace(/^Invalid input: /, "")}, got ${JSON.stringify(got) ?? "nothing"}`;
}

const topLevel = ["data", "methods", "seeds", "reference", "vote", "inputs", "timeLimit", "memoryLimit", "vary"];
const inner = ["file", "name", "truth", "unknown", "domains", "settings", "labels", "method", "preset", "plugin"];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
