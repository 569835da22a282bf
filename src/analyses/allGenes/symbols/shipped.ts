import { inflate } from "../../../io/bytes/inflate.ts";
import type { GeneNames } from "../geneNames.ts";

/** A table of symbols that comes with the program; loaded where genes have its identifiers. */
interface ShippedSymbols {
  /** Before the number of an identifier, which has 11 digits. */
  readonly prefix: string;
  /** What it is, for the user. */
  readonly from: string;
  readonly load: () => Promise<string>;
}

const shipped: readonly ShippedSymbols[] = [
  { prefix: "ENSG", from: "HGNC (2024-07)", load: async () => (await import("./human.ts")).human },
  { prefix: "ENSMUSG", from: "Ensembl (mouse, 2024-01)", load: async () => (await import("./mouse.ts")).mouse },
];

const digits = 11;
/** Bytes of a table once inflated, at most. */
const largest = 1 << 22;
const loaded = new Map<string, Promise<GeneNames>>();

/** The table of symbols for genes that mostly go by Ensembl's identifiers of human or mouse; undefined for others. */
export async function shippedSymbols(genes: readonly string[]): Promise<GeneNames | undefined> {
  for (const table of shipped) {
    const identifier = new RegExp(`^${table.prefix}\\d{${digits}}(\\.\\d+)?$`);
    if (2 * genes.filter((gene) => identifier.test(gene)).length <= genes.length) continue;
    const known = loaded.get(table.prefix) ?? unpack(table);
    loaded.set(table.prefix, known);
    return known;
  }
  return undefined;
}

async function unpack({ prefix, from, load }: ShippedSymbols): Promise<GeneNames> {
  const packed = Uint8Array.from(atob(await load()), (letter) => letter.charCodeAt(0));
  const text = new TextDecoder().decode(await inflate(packed, "deflate-raw", largest));
  const symbols = new Map<string, string>();
  let number = 0;
  for (const line of text.split("\n")) {
    const [symbol, step] = line.split(" ");
    number += Number.parseInt(step, 36);
    symbols.set(`${prefix}${String(number).padStart(digits, "0")}`, symbol);
  }
  return { from, symbols };
}
