import { exportFile, exportFormats, exportOptions, parseOptions } from "../src/node.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape export RESULT --to LIST --out DIR` */
export const exportCommand: CommandSpec = {
  name: "export",
  summary: "Write a result for other programs.",
  arguments: [["<result>", "result.h5ad of a run, or any .h5ad with groups"]],
  options: [exportOptions],
  examples: [
    "cellscape export results/result.h5ad --to loupe,geojson --out exported",
    "",
    "Formats:",
    ...exportFormats.map(({ format, describes }) => `${format.padEnd(16)} ${describes}`),
  ],
  renamed: { domains: "column" },
  async run([file], given, { print }) {
    const lines = await exportFile(String(file), parseOptions(exportOptions.table, given));
    lines.forEach(print);
  },
};
