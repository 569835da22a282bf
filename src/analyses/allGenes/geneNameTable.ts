import Papa from "papaparse";
import { CellScapeError } from "../../core/errors.ts";
import { baseName, type OpenFile, textOf } from "../inputs.ts";
import type { GeneNames } from "./geneNames.ts";

/**
 * Read a table of gene identifiers and symbols, the first two columns between tabs or commas, plain or gzipped: the
 * features.tsv of 10x, or an export of BioMart. Further columns are let pass, and so is a line of titles: no gene is
 * called like one.
 *
 * @throws bad-file when it cannot be read or has no two columns.
 */
export async function readGeneNames(path: string, open: OpenFile): Promise<GeneNames> {
  const text = await textOf(path, "--gene-names", open);
  const delimiter = text.includes("\t") ? "\t" : ",";
  const { data } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true });
  const symbols = new Map<string, string>();
  for (const [id, symbol] of data) {
    if (id === undefined || symbol === undefined || id.trim() === "" || symbol.trim() === "") continue;
    if (symbols.has(id.trim())) continue;
    symbols.set(id.trim(), symbol.trim());
  }
  if (symbols.size === 0) {
    const got = `"${text.slice(0, 40).split("\n")[0]}"`;
    throw new CellScapeError("bad-file", `--gene-names ${path}: expected lines of identifier and symbol, got ${got}`);
  }
  return { from: baseName(path), symbols };
}

/** @throws bad-option when no gene of the data is in the table. */
export function expectGeneNames(
  { from, symbols }: GeneNames,
  { name, genes }: { readonly name: string; readonly genes: readonly string[] },
): void {
  if (genes.some((gene) => symbols.has(gene) || symbols.has(gene.replace(/\.\d+$/, "")))) return;
  const [first] = symbols.keys();
  throw new CellScapeError(
    "bad-option",
    `--gene-names: expected identifiers as in ${name}, such as ${genes[0]}, got ${first} and ${symbols.size - 1} others in ${from}`,
  );
}
