import { parseOptions } from "../src/core/options/parse.ts";
import { nodeHost } from "../src/host/node/nodeHost.ts";
import { figureFile, figureLines } from "../src/session/figureFile.ts";
import { figureOptionGroups, figureOptions } from "../src/session/options/figure.ts";
import { oneColumn } from "../src/session/options/oneColumn.ts";
import { interrupted } from "./interrupt.ts";
import { analysisConfig } from "./options/analysisConfig.ts";
import { overviews } from "./overviews.ts";
import { voiceOf } from "./progress/voiceOf.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape figure RESULT NAME... --format svg,pdf --width 90mm` */
export const figureCommand: CommandSpec = {
  ...overviews.figure,
  // Analyses that a program has registered are among them.
  get options() {
    return figureOptionGroups();
  },
  examples: [
    "cellscape figure results/result.h5ad --list",
    "cellscape figure results/result.h5ad domains composition --names names.csv --format pdf --width 90mm",
    "cellscape figure results/result.h5ad genes dotplot --genes CUX2,RORB --rotate 90",
  ],
  async run([file, figures], given, invocation) {
    const { list, column, genes = [], ...options } = parseOptions(figureOptions.table, figureOptions.of(given));
    if (list) {
      for (const line of await figureLines(nodeHost, String(file), oneColumn(column))) invocation.print(line);
      return;
    }
    const config = analysisConfig(given, figureOptions.table);
    const { report, say } = voiceOf("auto", invocation.terminal.stderr);
    await interrupted(invocation, say, async (signals) => {
      const lines = await figureFile(nodeHost, String(file), {
        ...{ ...options, genes, config, column: oneColumn(column), figures: [figures].flat(), report },
        ...signals,
      });
      lines.forEach(invocation.print);
    });
  },
};
