import type { Host } from "../../host/host.ts";
import type { RunConfig } from "../options/run.ts";
import { modelName } from "../read/modelFile.ts";
import type { Input } from "../read/readInput.ts";
import { manifestName } from "./outputFolder.ts";
import { resultName, sampleFolders } from "./writeAnnData.ts";
import type { Written } from "./writeResults.ts";

/** How many domains there are, and what they took. */
export function usageLine(count: number, seconds: number, peakMb: number | undefined): string {
  const memory = peakMb === undefined ? "" : `, peak memory ${peakMb} MB`;
  return `${count === 1 ? "1 domain" : `${count} domains`} in ${seconds.toFixed(1)} s${memory}`;
}

/** Where the results are, one line each. */
export function whereLines(
  { paths: { join } }: Pick<Host, "paths">,
  { result, map, tables, figures }: Written,
  { report, saveModel }: RunConfig,
  out: string,
): string[] {
  return [
    ...(report ? [`report:   ${join(out, "report.html")}`] : []),
    `result:   ${result}`,
    `table:    ${join(out, "domains.csv")}`,
    ...(tables > 0 ? [`analyses: ${tables} tables in ${join(out, "tables")}, and in result.h5ad`] : []),
    ...(map
      ? [
          `pictures: ${map.svg}, the same as .png, and ${figures - 1} more in ${join(out, "figures")} (cellscape figure writes any as PNG or PDF)`,
        ]
      : []),
    ...(saveModel ? [`model:    ${join(out, modelName)} (for label transfer with cellscape apply)`] : []),
    `settings: ${join(out, manifestName)}`,
  ];
}

/** Where the results of each sample are, where there are several. */
export function sampleLines({ paths: { join } }: Pick<Host, "paths">, input: Input, out: string): string[] {
  const [first, ...others] = sampleFolders(input);
  return first === undefined
    ? []
    : [`samples:  ${join(out, first, resultName)} and ${others.length} more, one per sample`];
}
