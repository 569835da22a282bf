import { CellScapeError } from "../../core/errors.ts";

/** What `--contrast` names, before its groups are known. */
export interface ContrastText {
  readonly text: string;
  /** Column of obs, or `types`; undefined for domains. */
  readonly column: string | undefined;
  /** The two sides with a colon between them. */
  readonly sides: string;
}

export function parseContrast(text: string): ContrastText {
  const at = text.indexOf("=");
  if (at < 0) return { text, column: undefined, sides: text };
  const column = text
    .slice(0, at)
    .trim()
    .replace(/^obs\//, "");
  return { text, column, sides: text.slice(at + 1) };
}

/**
 * The labels on either side of a contrast. A label may hold colons and commas, as long as it is named as a whole; the number
 * of a domain may lack the zeros before it.
 *
 * @param labels that cells have.
 * @param what the labels are, for refusals.
 * @throws bad-option unless each side names labels, and none is on both.
 */
export function sidesOf(
  { text, sides }: ContrastText,
  labels: readonly string[],
  what: string,
): { readonly up: readonly string[]; readonly down: readonly string[] } {
  const refuse = (expected: string, got: string) =>
    new CellScapeError("bad-option", `--contrast ${text}: expected ${expected}, got ${got}`);
  const known = new Set(labels);
  const strange = new Set<string>();
  for (let at = sides.indexOf(":"); at >= 0; at = sides.indexOf(":", at + 1)) {
    const [up, down] = [sides.slice(0, at), sides.slice(at + 1)].map((side) => labelsIn(side.trim(), known));
    for (const unknown of [...up.unknown, ...down.unknown]) strange.add(unknown);
    if (up.unknown.length > 0 || down.unknown.length > 0) continue;
    const twice = up.found.find((label) => down.found.includes(label));
    if (twice !== undefined) throw refuse("two groups without a cell in common", `${twice} on both sides`);
    return { up: up.found, down: down.found };
  }
  const has = labels.slice(0, 30).join(", ") + (labels.length > 30 ? " ..." : "");
  const [first = "nothing"] = strange;
  throw refuse(`two groups A:B of ${what} (${has})`, first === "" ? "nothing on one side" : first);
}

/** The labels that a side names: itself, or those between its commas. */
function labelsIn(side: string, known: ReadonlySet<string>) {
  const whole = labelOf(side, known);
  if (whole !== undefined) return { found: [whole], unknown: [] };
  const parts = side.split(",").map((part) => part.trim());
  const found = parts.flatMap((part) => labelOf(part, known) ?? []);
  return { found: [...new Set(found)], unknown: parts.filter((part) => labelOf(part, known) === undefined) };
}

function labelOf(text: string, known: ReadonlySet<string>): string | undefined {
  if (known.has(text)) return text;
  if (!/^\d+$/.test(text)) return undefined;
  return [...known].find((label) => /^\d+$/.test(label) && Number(label) === Number(text));
}
