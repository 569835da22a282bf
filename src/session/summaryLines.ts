import { join } from "node:path";
import { manifestName } from "../host/node/results.ts";
import { modelName } from "./modelFile.ts";
import type { RunConfig } from "./options/run.ts";
import type { Input } from "./readInput.ts";
import { resultName, sampleFolders } from "./writeAnnData.ts";
import type { Written } from "./writeResults.ts";

/** Where the results are, one line each. */
export function whereLines(
  { result, map, tables, figures }: Written,
  { report, saveModel }: RunConfig,
  out: string,
): string[] {
  return [
    ...(report ? [`report:   ${join(out, "report.html")}`] : []),
    `result:   ${result}`,
    `table:    ${join(out, "domains.csv")}`,
    ...(tables > 0 ? [`analyses: ${tables} tables in ${join(out, "tables")}, and in result.h5ad`] : []),
    `pictures: ${map.svg}, the same as .png, and ${figures - 1} more in ${join(out, "figures")}`,
    ...(saveModel ? [`model:    ${join(out, modelName)} (cellscape apply finds these domains in other samples)`] : []),
    `settings: ${join(out, manifestName)}`,
  ];
}

/** Where the results of each sample are, where there are several. */
export function sampleLines(input: Input, out: string): string[] {
  const [first, ...others] = sampleFolders(input);
  return first === undefined
    ? []
    : [`samples:  ${join(out, first, resultName)} and ${others.length} more, one a sample`];
}
