import { benchPage } from "../../bench/page/benchPage.ts";
import type { TissueView } from "../../bench/page/view.ts";
import type { BenchRecord } from "../../bench/record.ts";
import { paperTables } from "../../bench/tables/paperTable.ts";
import { resultLines } from "../../bench/tables/resultLines.ts";
import { runTable } from "../../bench/tables/runTable.ts";
import { summaryCsv } from "../../bench/tables/summaryCsv.ts";
import { latexOf, markdownOf } from "../../bench/tables/textTables.ts";
import type { Host } from "../../host/host.ts";
import type { OutputFolder } from "../write/outputFolder.ts";

export interface Benchmarked {
  readonly record: BenchRecord;
  readonly data: readonly TissueView[];
}

/** Name of the page. */
export const pageName = "bench.html";

/**
 * Write the page with its figures as SVG, tables as CSV, Markdown and LaTeX, and the record, which comes last.
 *
 * @returns lines for the user.
 * @throws cannot-write
 */
export async function writeBench(
  { paths }: Pick<Host, "paths">,
  results: OutputFolder,
  { record, data }: Benchmarked,
): Promise<string[]> {
  const { html, figures } = await benchPage({ record, data });
  for (const { name, svg } of figures) await results.save(`figures/${name}.svg`, svg);
  await results.save(pageName, html);
  const tables = paperTables(record);
  await results.save("runs.csv", runTable(record));
  await results.save("summary.csv", summaryCsv(record));
  await results.save("summary.md", markdownOf(tables));
  await results.save("summary.tex", latexOf(tables));
  await results.save("bench.json", `${JSON.stringify(record, undefined, 1)}\n`);
  return [...resultLines(record), `Page: ${paths.join(results.folder, pageName)}`];
}
