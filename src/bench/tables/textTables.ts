import type { PaperTable } from "./paperTable.ts";

/** Tables as Markdown. */
export function markdownOf(tables: readonly PaperTable[]): string {
  return tables
    .map(({ caption, columns, rows }) => {
      const line = (fields: readonly string[]) =>
        `| ${fields.map((each) => each.replaceAll("|", "\\|")).join(" | ")} |`;
      const rule = `|${columns.map((_, at) => (at === 0 ? "---" : "---:")).join("|")}|`;
      return `${[line(columns), rule, ...rows.map(line)].join("\n")}\n\n${caption} † K differs from the one given.\n`;
    })
    .join("\n");
}

/** Tables as LaTeX (booktabs). */
export function latexOf(tables: readonly PaperTable[]): string {
  return tables
    .map(({ data, caption, columns, rows }) => {
      const line = (fields: readonly string[]) => `${fields.map(escaped).join(" & ")} \\\\`;
      return [
        ...[
          "\\begin{table}",
          "\\centering",
          `\\caption{${escaped(caption)}}`,
          `\\label{tab:${data.replaceAll(/[^\w-]/g, "-")}}`,
        ],
        ...[`\\begin{tabular}{l${"r".repeat(columns.length - 1)}}`, "\\toprule", line(columns), "\\midrule"],
        ...[...rows.map(line), "\\bottomrule", "\\end{tabular}", "\\end{table}", ""],
      ].join("\n");
    })
    .join("\n");
}

const letters: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "±": "$\\pm$",
  "†": "$^\\dagger$",
};

function escaped(text: string): string {
  return text.replaceAll(/[\\~^±†&%$#_{}]/g, (letter) => letters[letter] ?? `\\${letter}`);
}
