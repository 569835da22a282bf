import { browserHost } from "../../src/host/browser/browserHost.ts";
import type { ImageAssets } from "../../src/host/browser/pageImages.ts";
import type { Input } from "../../src/io/source.ts";
import { type AnalysisCalls, analysisNames } from "../messages/analysisCalls.ts";
import { answerCalls } from "../messages/answerCalls.ts";
import type { Calls } from "../messages/calls.ts";
import type { ExplorerCalls } from "../messages/explorerCalls.ts";
import { lazyHandlers } from "../messages/lazyHandlers.ts";
import type { HostWith } from "../worker/hostWith.ts";
import { inputOf } from "../worker/pickedInput.ts";
import { pageStore } from "../worker/store.ts";
import { zipFiles } from "../worker/zipFiles.ts";
import { explorerHandlers } from "./explorerHandlers.ts";

/** The first message to the worker of a page that holds its file: what pictures need. All others are calls. */
const assets = new Promise<ImageAssets>((resolve) => {
  const first = (event: MessageEvent<ImageAssets>) => {
    event.stopImmediatePropagation();
    resolve(event.data);
  };
  self.addEventListener("message", first, { once: true });
});

const hostWith: HostWith = async (picked, given = new Map()) => {
  const files = new Map<string, Blob | Input>([...given, [picked.name, inputOf(picked)]]);
  return browserHost({ files, store: await pageStore(), assets: await assets });
};

answerCalls<ExplorerCalls & AnalysisCalls & Pick<Calls, "zip">>(self, {
  ...explorerHandlers(hostWith),
  ...lazyHandlers<AnalysisCalls>(analysisNames, async () =>
    (await import("../worker/analyzePicked.ts")).analysisHandlers(hostWith),
  ),
  zip: zipFiles,
});
