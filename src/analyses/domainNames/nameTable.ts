import Papa from "papaparse";
import { CellScapeError } from "../../core/errors.ts";
import { type OpenFile, textOf } from "../inputs.ts";

/** What a user calls a domain. */
export interface NamedDomain {
  /** Its number, or its name so far. */
  readonly domain: string;
  readonly name: string | undefined;
  /** `#rrggbb`, in lower case. */
  readonly color: string | undefined;
  /** Domains of a smaller number come first. */
  readonly order: number | undefined;
}

/** A table of `--names`. */
export interface NameTable {
  /** The file, for messages. */
  readonly from: string;
  readonly domains: readonly NamedDomain[];
}

/** What steps find of it. */
export interface NameInput {
  readonly domainNames?: NameTable;
}

const columns = ["domain", "name", "colour", "color", "order"];

/**
 * Read a table of names of domains: delimited text with a header, a column `domain`, and as wanted `name`, `colour` (or
 * `color`) and `order`. An empty field leaves what there is.
 *
 * @throws bad-file naming the line for a domain or a name that comes twice, a colour that is none, an order that is no number.
 */
export async function readNames(path: string, open: OpenFile): Promise<NameTable> {
  const text = await textOf(path, "--names", open);
  const refuse = (expected: string, got: string) =>
    new CellScapeError("bad-file", `--names ${path}: expected ${expected}, got ${got}`);
  const { data: lines } = Papa.parse<string[]>(text, {
    skipEmptyLines: "greedy",
    transform: (value) => value.trim(),
  });
  const [titles = [], ...rows] = lines;
  const header = titles.map((title) => title.toLowerCase());
  if (!header.includes("domain")) throw refuse("a column domain", titles.join(", ") || "an empty file");
  const strange = header.find((title) => title !== "" && !columns.includes(title));
  if (strange !== undefined) throw refuse("columns domain, name, colour and order", strange);
  if (rows.length === 0) throw refuse("a line for each domain", "none");
  const domains = rows.map((row, line): NamedDomain => {
    const at = `in line ${line + 2}`;
    const field = (...names: readonly string[]) => {
      const place = header.findIndex((title) => names.includes(title));
      return row[place] || undefined;
    };
    const domain = field("domain");
    if (domain === undefined) throw refuse(`a domain ${at}`, "none");
    const color = field("colour", "color");
    const order = field("order");
    if (color !== undefined && !/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(color)) {
      throw refuse(`a colour such as #1f77b4 ${at}`, color);
    }
    if (order !== undefined && !Number.isFinite(Number(order))) throw refuse(`a number in order ${at}`, order);
    return {
      ...{ domain, name: field("name"), color: color && longColor(color) },
      order: order === undefined ? undefined : Number(order),
    };
  });
  const twice = domains.find(({ domain }, at) => domains.findIndex((other) => other.domain === domain) < at);
  if (twice) throw refuse("each domain once", `${twice.domain} twice`);
  const named = domains.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const same = named.find((name, at) => named.indexOf(name) < at);
  if (same !== undefined) throw refuse("names that differ", `${same} for two domains`);
  return { from: path, domains };
}

/** `#abc` -> `#aabbcc`. */
function longColor(color: string): string {
  const digits = color.slice(1).toLowerCase();
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits}`;
}

/**
 * Refuses names of domains that a run with so many will not have, before it begins.
 *
 * @throws bad-option
 */
export function expectNumbers({ domainNames }: NameInput, count: number | "auto"): void {
  if (!domainNames || count === "auto") return;
  const { from, domains } = domainNames;
  const strange = domains.find(({ domain }) => !(Number.isInteger(Number(domain)) && +domain >= 1 && +domain <= count));
  if (!strange) return;
  throw new CellScapeError(
    "bad-option",
    `--names ${from}: expected domains from 1 to ${count} (--domains), got ${strange.domain}`,
  );
}
