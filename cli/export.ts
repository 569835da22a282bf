import { parseOptions } from "../src/core/options/parse.ts";
import { exportFile, exportFormats } from "../src/session/exportFile.ts";
import { exportOptions } from "../src/session/options/export.ts";
import { overviews } from "./overviews.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape export RESULT --to LIST --out DIR` */
export const exportCommand: CommandSpec = {
  ...overviews.export,
  options: [exportOptions],
  examples: [
    "cellscape export results/result.h5ad --to loupe,geojson --out exported",
    "",
    "Formats:",
    ...exportFormats.map(({ format, describes }) => `${format.padEnd(16)} ${describes}`),
  ],
  renamed: { domains: "column" },
  async run([file], given, { host, print }) {
    const lines = await exportFile(host, String(file), parseOptions(exportOptions.table, given));
    lines.forEach(print);
  },
};
