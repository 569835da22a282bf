import { defineOptions } from "../../src/core/options/option.ts";
import { parseOptions } from "../../src/core/options/parse.ts";
import { describeInspection } from "../../src/io/inspection/inspection.ts";
import { inspectFile } from "../../src/session/inspectFile.ts";
import { outputOptions } from "../../src/session/options/output.ts";
import { overviews } from "../overviews.ts";
import type { CommandSpec } from "../spec.ts";

const inspectOptions = defineOptions("Options", { json: outputOptions.table.json });

/** `cellscape inspect FILE` */
export const inspectCommand: CommandSpec = {
  ...overviews.inspect,
  options: [inspectOptions],
  examples: ["cellscape inspect tissue.h5ad"],
  notes:
    "--json adds entries (of counts, not zero) and memoryMb: what run and apply are planned to take, by stage, in MB of 2^20 bytes.",
  async run([file], given, { host, print }) {
    const { json } = parseOptions(inspectOptions.table, given);
    const inspection = await inspectFile(host, String(file));
    print(json ? JSON.stringify(inspection, undefined, 2) : describeInspection(inspection).join("\n"));
  },
};
