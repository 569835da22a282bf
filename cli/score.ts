import { parseOptions } from "../src/core/options/parse.ts";
import { compareFiles } from "../src/session/compareFiles.ts";
import { scoreOptions } from "../src/session/options/score.ts";
import { type Scores, scoreFile } from "../src/session/scoreFile.ts";
import { overviews } from "./overviews.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape score RESULT --truth COLUMN` */
export const scoreCommand: CommandSpec = {
  ...overviews.score,
  options: [scoreOptions],
  examples: ["cellscape score results/result.h5ad --truth layer"],
  renamed: { domains: "column" },
  async run([file], given, { host, print, argv }) {
    const { json, page: out, ...options } = parseOptions(scoreOptions.table, given);
    const scores = await scoreFile(host, String(file), options);
    if (out !== undefined) await compareFiles(host, [String(file)], { ...options, out, command: argv });
    if (json) print(JSON.stringify(scores, undefined, 2));
    else tableOf(scores).forEach(print);
  },
};

function tableOf({ truth, cells, scored, withoutDomain, classes, rows, by }: Scores): string[] {
  const titles = ["domains".padEnd(26), "K".padStart(4), "NMI".padStart(8), "HOM".padStart(8), "ARI".padStart(8)];
  const without = withoutDomain > 0 ? `; ${withoutDomain} more with a label have no domain` : "";
  const lines = [`${scored} of ${cells} cells scored against ${truth} (${classes} labels)${without}`, titles.join("")];
  let shown: string | undefined;
  for (const { group, column, domains, nmi, homogeneity, ari } of rows) {
    if (group !== shown) lines.push(`${by} ${group}`);
    shown = group;
    const figures = [nmi, homogeneity, ari].map((figure) => figure.toFixed(4).padStart(8));
    lines.push([column.padEnd(26), `${domains}`.padStart(4), ...figures].join(""));
  }
  return lines;
}
