import { parseOptions } from "../../src/core/options/parse.ts";
import { fitCommand } from "../../src/host/node/fitCommand.ts";
import { benchFile } from "../../src/session/benchFile.ts";
import { benchOptions } from "../../src/session/options/bench.ts";
import { exitCodes } from "../exit.ts";
import { interrupted } from "../interrupt.ts";
import { overviews } from "../overviews.ts";
import { progressNotes } from "../progress/json.ts";
import { spoken } from "../progress/voiceOf.ts";
import type { CommandSpec } from "../spec.ts";

/** `cellscape bench tissue.h5ad --truth COLUMN`, or `cellscape bench plan.yaml` */
export const benchCommand: CommandSpec = {
  ...overviews.bench,
  options: [benchOptions],
  examples: [
    "cellscape bench tissue.h5ad --truth Region --methods all --seeds 10 --out bench",
    "cellscape bench tissue.h5ad --truth Region --methods cellscape,pca --plugin theirs.yaml --out bench",
    "cellscape bench plan.yaml --out bench",
  ],
  notes: progressNotes,
  async run([inputs], given, invocation) {
    const { progress, ...options } = parseOptions(benchOptions.table, given);
    await spoken(progress, invocation, async (voice) => {
      const { report, say } = voice;
      const { record, lines, stopped } = await interrupted(invocation, say, (signals) =>
        benchFile(invocation.host, [inputs].flat(), {
          ...{ ...options, fitCommand, report, command: invocation.argv },
          ...signals,
        }),
      );
      lines.forEach(invocation.print);
      if (stopped) invocation.exitCode = exitCodes.interrupt;
      else if (record.runs.every(({ failure }) => failure !== undefined)) invocation.exitCode = exitCodes.input;
    });
  },
};
