import { parseOptions } from "../../src/core/options/parse.ts";
import { compareFiles } from "../../src/session/compareFiles.ts";
import { compareOptions } from "../../src/session/options/compare.ts";
import { interrupted } from "../interrupt.ts";
import { overviews } from "../overviews.ts";
import { voiceOf } from "../progress/voiceOf.ts";
import type { CommandSpec } from "../spec.ts";

/** `cellscape compare A/result.h5ad B/result.h5ad --truth COLUMN` */
export const compareCommand: CommandSpec = {
  ...overviews.compare,
  options: [compareOptions],
  examples: [
    "cellscape compare A/result.h5ad B/result.h5ad --truth layer --out comparison",
    "cellscape compare tissue.h5ad --truth Region --column pred_1 pred_2 --out comparison",
  ],
  async run([files], given, invocation) {
    const options = parseOptions(compareOptions.table, given);
    const { report, say } = voiceOf("auto", invocation.terminal.stderr);
    await interrupted(invocation, say, async (signals) => {
      const { lines } = await compareFiles(invocation.host, [files].flat(), {
        ...{ ...options, report, command: invocation.argv },
        ...signals,
      });
      lines.forEach(invocation.print);
    });
  },
};
