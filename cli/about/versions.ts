import { z } from "zod";
import { defineOptions, option } from "../../src/core/options/option.ts";
import { parseOptions } from "../../src/core/options/parse.ts";
import { version } from "../../src/core/version.ts";
import { overviews } from "../overviews.ts";
import type { CommandSpec } from "../spec.ts";

const versionsOptions = defineOptions("Options", {
  yaml: option(z.boolean().default(false), {
    basic: true,
    description: "print YAML, as the versions.yml of a workflow holds it",
  }),
});

/** `cellscape versions --yaml` */
export const versionsCommand: CommandSpec = {
  ...overviews.versions,
  options: [versionsOptions],
  examples: ["cellscape versions --yaml >> versions.yml"],
  async run(_, given, { print }) {
    const { yaml } = parseOptions(versionsOptions.table, given);
    const between = yaml ? ": " : " ";
    // Quoted: a version such as 1.10 is no number.
    const shown = (text: string) => (yaml ? JSON.stringify(text) : text);
    for (const [name, text] of [
      ["cellscape", version],
      ["node", process.versions.node],
    ] as const)
      print(`${name}${between}${shown(text)}`);
  },
};
