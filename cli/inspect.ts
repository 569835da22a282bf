import { Command } from "commander";
import { describeInspection, inspectFile } from "../src/node.ts";
import type { Invocation } from "./terminal.ts";

/** `cellscape inspect FILE` */
export function inspectCommand({ print }: Invocation): Command {
  return new Command("inspect")
    .description("say what a file or folder is, where its counts, positions, samples and labels are, and how to run it")
    .argument("<file>", "file or folder to look at")
    .option("--json", "print it as JSON")
    .action(async (file: string, { json }: { json?: boolean }) => {
      const inspection = await inspectFile(file);
      print(json ? JSON.stringify(inspection, undefined, 2) : describeInspection(inspection).join("\n"));
    });
}
