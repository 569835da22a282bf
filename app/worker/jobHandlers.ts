import { holdsResult } from "../../src/session/holdsResult.ts";
import { inspectInput } from "../../src/session/inspectInput.ts";
import { type AnalysisCalls, analysisNames } from "../messages/analysisCalls.ts";
import type { Handlers } from "../messages/calls.ts";
import { lazyHandlers } from "../messages/lazyHandlers.ts";
import { filesWith } from "./filesWith.ts";
import { forget, forgetGenes, listKept, resultsIn } from "./kept.ts";
import { folderOf } from "./places.ts";
import { pageStore } from "./store.ts";
import { zipFiles } from "./zipFiles.ts";

/** Functions behind the calls of the page, apart from those of the explorer. */
export const jobHandlers: Handlers = {
  // What only a run needs is loaded when it is wanted.
  fields: async () => (await import("./fields.ts")).runFields(),
  isResult: async (input) => holdsResult(await filesWith(input), input.name),
  inspect: async (input) => inspectInput(await filesWith(input), input.name),
  async hasUnfinished(input) {
    const kept = await (await pageStore()).list();
    return kept.some((path) => path.startsWith(`${folderOf(input)}/.cellscape/`) && path.endsWith(".bin"));
  },
  kept: listKept,
  openKept: resultsIn,
  forget,
  forgetGenes,
  zip: zipFiles,
  ...lazyHandlers<AnalysisCalls>(analysisNames, async () => {
    const [{ analysisHandlers }, { hostWith }] = await Promise.all([
      import("./analyzePicked.ts"),
      import("./inputs.ts"),
    ]);
    return analysisHandlers((picked, given) => hostWith(picked, given ? { given } : {}));
  }),
  run: async (order, context) => (await import("./runPicked.ts")).runPicked(order, context),
};
