import { contentHtml } from "../../src/report/contentHtml.ts";
import { analyzable } from "../../src/session/analyzable.ts";
import { analyzeFile } from "../../src/session/analyzeFile.ts";
import { analyzeOptionGroups, analyzeOptions } from "../../src/session/options/analyze.ts";
import type { AnalysisForm, ReportPart } from "../messages/analysisCalls.ts";
import type { Handlers } from "../messages/calls.ts";
import type { Picked } from "../messages/files.ts";
import { alone } from "./alone.ts";
import { fieldGroups } from "./fields.ts";
import { filesWith } from "./filesWith.ts";
import { givenFiles } from "./givenFiles.ts";
import { hostWith } from "./inputs.ts";
import { filesIn, isFinished } from "./kept.ts";
import { analysesOf } from "./places.ts";
import { busyElsewhere } from "./runPicked.ts";
import { pageStore } from "./store.ts";

/** The analyses of a result and their options. */
export async function analysisForm(input: Picked): Promise<AnalysisForm> {
  // What only the command takes says where results go, which the page decides.
  const groups = analyzeOptionGroups().filter((group) => group !== analyzeOptions);
  return { ...(await analyzable(await filesWith(input), input.name)), groups: fieldGroups(groups) };
}

/** Compute analyses of a result, and show what they made. */
export const analyzePicked: Handlers["analyze"] = async (order, { signal, report }) => {
  const { input, copy, title, column, settings: form } = order;
  const out = analysesOf(input, title);
  const work = async () => {
    const { files, settings } = givenFiles(form, [input.name]);
    const host = await hostWith(input, { given: files });
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
};
