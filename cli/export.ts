import { Command } from "commander";
import { exportFile, exportFormats } from "../src/node.ts";
import type { Invocation } from "./terminal.ts";

/** `cellscape export RESULT --to LIST --out DIR` */
export function exportCommand({ print }: Invocation): Command {
  const listed = exportFormats.map(({ format, describes }) => `  ${format.padEnd(16)} ${describes}`).join("\n");
  return new Command("export")
    .description("write a result for other programs")
    .argument("<result>", "result.h5ad of a run, or any .h5ad with groups")
    .requiredOption("--to <formats>", "formats, with commas between them")
    .requiredOption("--out <dir>", "folder for the files")
    .option("--domains <column>", "column of obs with the groups [cellscape_domain]")
    .option("--url <address>", "where the folder will be served from, for vitessce [http://127.0.0.1:8000/]")
    .addHelpText("after", `\nFormats:\n${listed}`)
    .action(async (file: string, given: { to: string; out: string; domains?: string; url?: string }) => {
      const to = given.to.split(",").map((name) => name.trim());
      for (const line of await exportFile(file, { ...given, to })) print(line);
    });
}
