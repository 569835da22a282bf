import { defineOptions, describeInspection, inspectFile, outputOptions, parseOptions } from "../src/node.ts";
import type { CommandSpec } from "./spec.ts";

const inspectOptions = defineOptions("Options", { json: outputOptions.table.json });

/** `cellscape inspect FILE` */
export const inspectCommand: CommandSpec = {
  name: "inspect",
  summary: "Detect the format of a file or folder, its counts, positions, samples and labels, and how to run it.",
  arguments: [["<file>", "file or folder to inspect"]],
  options: [inspectOptions],
  examples: ["cellscape inspect tissue.h5ad"],
  async run([file], given, { print }) {
    const { json } = parseOptions(inspectOptions.table, given);
    const inspection = await inspectFile(String(file));
    print(json ? JSON.stringify(inspection, undefined, 2) : describeInspection(inspection).join("\n"));
  },
};
