import { parseOptions } from "../src/core/options/parse.ts";
import { withSingulars } from "../src/core/singular.ts";
import { colocalizeFile } from "../src/session/colocalizeFile.ts";
import { colocalizeOptions } from "../src/session/options/colocalize.ts";
import { interrupted } from "./interrupt.ts";
import { overviews } from "./overviews.ts";
import { voiceOf } from "./progress/voiceOf.ts";
import type { CommandSpec } from "./spec.ts";

/** `cellscape colocalize FILE --colocalize GENE --points plaques.csv --out DIR` */
export const colocalizeCommand: CommandSpec = {
  ...overviews.colocalize,
  options: [colocalizeOptions],
  examples: ["cellscape colocalize result.h5ad --colocalize Apoe --points plaques.csv --out near"],
  renamed: { of: "colocalize", mask: "mask-file", pixel: "mask-pixel", origin: "mask-origin" },
  async run([file], given, invocation) {
    const options = parseOptions(colocalizeOptions.table, given);
    const { report, say } = voiceOf("auto", invocation.terminal.stderr);
    await interrupted(invocation, say, async (signals) => {
      const { lines } = await colocalizeFile(invocation.host, String(file), {
        ...options,
        ...{ command: invocation.argv, report },
        ...signals,
      });
      for (const line of lines) invocation.print(withSingulars(line));
    });
  },
};
