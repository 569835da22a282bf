import { colocalizeFile, colocalizeOptions, parseOptions } from "../src/node.ts";
import { interruptible } from "./interrupt.ts";
import { voiceOf } from "./progress.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape colocalize FILE --colocalize GENE --points plaques.csv --out DIR` */
export const colocalizeCommand: CommandSpec = {
  name: "colocalize",
  summary: "Test whether cells that are high in a gene or a score lie near given points or a mask, such as plaques.",
  arguments: [["<file>", "file or folder with the cells, such as the result.h5ad of a run"]],
  options: [colocalizeOptions],
  examples: ["cellscape colocalize result.h5ad --colocalize Apoe --points plaques.csv --out near"],
  renamed: { of: "colocalize", mask: "mask-file", pixel: "mask-pixel", origin: "mask-origin" },
  async run([file], given, { argv, terminal, print }) {
    const options = parseOptions(colocalizeOptions.table, given);
    const { report, say } = voiceOf("auto", terminal.stderr);
    const { signal, release } = interruptible(terminal, say);
    try {
      const { lines } = await colocalizeFile(String(file), { ...options, command: argv, report, signal });
      lines.forEach(print);
    } finally {
      release();
    }
  },
};
