import { inspectFile } from "../../src/session/inspectFile.ts";
import { answerCalls } from "../messages/answerCalls.ts";
import type { Calls } from "../messages/calls.ts";
import { runFields } from "./fields.ts";
import { folderOf, hostWith } from "./inputs.ts";
import { isThread } from "./isThread.ts";
import { forget, listKept, resultsIn } from "./kept.ts";
import { runPicked } from "./runPicked.ts";
import { pageStore } from "./store.ts";
import { zipFiles } from "./zipFiles.ts";

if (!isThread)
  answerCalls<Calls>(self, {
    fields: async () => runFields(),
    inspect: async (input) => inspectFile(await hostWith(input), input.name),
    async hasUnfinished(input) {
      const kept = await (await pageStore()).list();
      return kept.some((path) => path.startsWith(`${folderOf(input)}/.cellscape/`) && path.endsWith(".bin"));
    },
    kept: listKept,
    openKept: resultsIn,
    forget,
    zip: zipFiles,
    run: runPicked,
  });
