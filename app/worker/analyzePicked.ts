import type { Progress } from "../../src/core/progress.ts";
import { contentHtml } from "../../src/report/contentHtml.ts";
import { analyzable } from "../../src/session/analyzable.ts";
import { analyzeFile } from "../../src/session/analyzeFile.ts";
import { analyzeOptionGroups, analyzeOptions } from "../../src/session/options/analyze.ts";
import type { Analysed, AnalysisCalls, AnalysisForm, AnalysisOrder, ReportPart } from "../messages/analysisCalls.ts";
import type { Picked } from "../messages/files.ts";
import type { CallContext, HandlersOf } from "../messages/table.ts";
import { alone } from "./alone.ts";
import { fieldGroups } from "./fields.ts";
import { filesWith } from "./filesWith.ts";
import { givenFiles } from "./givenFiles.ts";
import type { HostWith } from "./hostWith.ts";
import { filesIn, isFinished } from "./kept.ts";
import { analysesOf } from "./places.ts";
import { busyElsewhere } from "./runPicked.ts";
import { pageStore } from "./store.ts";

/** Functions behind the calls for analyses. @param hostWith engines, figures and a store around a file. */
export const analysisHandlers = (hostWith: HostWith): HandlersOf<AnalysisCalls> => ({
  analysisForm,
  analyze: (order, context) => analyze(hostWith, order, context),
});

/** The analyses of a result and their options. */
async function analysisForm(input: Picked): Promise<AnalysisForm> {
  // What only the command takes says where results go, which the page decides.
  const groups = analyzeOptionGroups().filter((group) => group !== analyzeOptions);
  return { ...(await analyzable(await filesWith(input), input.name)), groups: fieldGroups(groups) };
}

/** Compute analyses of a result, and show what they made. */
async function analyze(
  hostWith: HostWith,
  order: AnalysisOrder,
  { signal, report }: CallContext<Progress>,
): Promise<Analysed> {
  const { input, copy, title, column, settings: form } = order;
  const out = analysesOf(input, title);
  const work = async () => {
    const { files, settings } = givenFiles(form, [input.name]);
    const host = await hostWith(input, files);
    const options = { config: settings, column, out, ending: signal, report };
    const { pages } = await analyzeFile(host, input.name, options);
    const parts = pages.map(({ id, title, contents }): ReportPart => {
      // The explorer is the map.
      return { id, title, html: contents.map((each) => (each.kind === "map" ? "" : contentHtml(each))).join("\n") };
    });
    return { parts, files: await filesIn(out) };
  };
  try {
    return await alone(out, work, () => busyElsewhere(input));
  } catch (error) {
    if (!(await isFinished(out))) await (await pageStore()).removeBelow(out);
    throw error;
  } finally {
    if (copy !== undefined) await (await pageStore()).remove(copy);
  }
}
