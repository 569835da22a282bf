import { CellScapeError } from "../../core/errors.ts";

export interface GeneSet {
  readonly name: string;
  readonly description: string;
  /** Symbols as in the file, each once, without weights. */
  readonly genes: readonly string[];
}

/** A library of gene sets, such as GO Biological Process. */
export interface GeneSets {
  /** File or library that it came from. */
  readonly name: string;
  readonly sets: readonly GeneSet[];
  /** What the parser had to decide or repair, one sentence each, for the user. */
  readonly notes: readonly string[];
}

/**
 * Read a GMT file: a line is a set, as name, description and genes between tabs. Blank lines, comments, a byte order
 * mark, Windows line ends, empty fields and the `,weight` suffixes of Enrichr's exports are let pass.
 *
 * @param text the whole file.
 * @param file its name, for messages.
 * @throws bad-file naming the line for one that has no tabs, and for a file without any set.
 */
export function parseGmt(text: string, file: string): GeneSets {
  const genesOf = new Map<string, { description: string; genes: Set<string> }>();
  const empty: string[] = [];
  const repeated = new Set<string>();
  text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .forEach((line, index) => {
      if (line.trim() === "" || (line.startsWith("#") && !line.includes("\t"))) return;
      const [name, description, ...fields] = splitLine(line, `${file} line ${index + 1}`);
      const genes = fields.map(symbolOf).filter((gene) => gene !== "");
      if (genes.length === 0) {
        empty.push(name);
        return;
      }
      const known = genesOf.get(name);
      if (known) repeated.add(name);
      const set = known ?? { description, genes: new Set<string>() };
      for (const gene of genes) set.genes.add(gene);
      genesOf.set(name, set);
    });
  if (genesOf.size === 0) {
    throw new CellScapeError("bad-file", `${file}: expected at least one gene set, got none`);
  }
  return {
    name: file,
    sets: Array.from(genesOf, ([name, { description, genes }]) => ({ name, description, genes: [...genes] })),
    notes: [
      ...(empty.length > 0 ? [`${file}: left out ${countOf(empty, "set")} without genes`] : []),
      ...(repeated.size > 0 ? [`${file}: joined the lines of ${countOf([...repeated], "repeated set")}`] : []),
    ],
  };
}

function splitLine(line: string, where: string): string[] {
  const fields = line.split("\t").map((field) => field.trim());
  if (fields.length >= 2 && fields[0] !== "") return fields;
  const start = line.trim().slice(0, 40);
  const hint = /^<(!doctype|html|\?xml)/i.test(start) ? "; this is a web page, not a GMT file" : "";
  throw new CellScapeError(
    "bad-file",
    `${where}: expected a name, a description and genes between tabs, got "${start}"${hint}`,
  );
}

/** A symbol without its weight: `MBP,1.0` is MBP. */
const symbolOf = (field: string) => field.split(",")[0].trim();

function countOf(names: readonly string[], thing: string): string {
  return `${names.length} ${thing}${names.length === 1 ? "" : "s"} (${names.slice(0, 3).join(", ")}${names.length > 3 ? ", ..." : ""})`;
}
