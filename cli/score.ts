import { Command } from "commander";
import { scoreFile } from "../src/node.ts";
import type { Invocation } from "./terminal.ts";

/** `cellscape score RESULT --truth COLUMN` */
export function scoreCommand({ print }: Invocation): Command {
  return new Command("score")
    .description("compare the domains in a result with a column of known labels: NMI, homogeneity, ARI")
    .argument("<result>", "result.h5ad of a run, or any .h5ad with domains")
    .requiredOption("--truth <column>", "column of obs with the known labels")
    .option("--domains <column...>", "columns to score [cellscape_domain_raw cellscape_domain]")
    .option("--ignore <label...>", "labels that count as unknown, besides missing ones [nan NaN NA undetermined]")
    .option("--by <column>", "score each value of this column as well [the samples, in a result of several]")
    .option("--json", "print it as JSON")
    .action(
      async (
        file: string,
        given: { truth: string; domains?: string[]; ignore?: string[]; by?: string; json?: boolean },
      ) => {
        const { json, ...options } = given;
        const scores = await scoreFile(file, options);
        if (json) return print(JSON.stringify(scores, undefined, 2));
        const { truth, cells, scored, classes, rows, by } = scores;
        print(`${scored} of ${cells} cells scored against ${truth} (${classes} labels)`);
        print(
          ["domains".padEnd(26), "K".padStart(4), "NMI".padStart(8), "HOM".padStart(8), "ARI".padStart(8)].join(""),
        );
        let shown: string | undefined;
        for (const { group, column, domains, nmi, homogeneity, ari } of rows) {
          if (group !== shown) print(`${by} ${group}`);
          shown = group;
          const figures = [nmi, homogeneity, ari].map((figure) => figure.toFixed(4).padStart(8));
          print([column.padEnd(26), `${domains}`.padStart(4), ...figures].join(""));
        }
      },
    );
}
