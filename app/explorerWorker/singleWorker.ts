import { browserHost } from "../../src/host/browser/browserHost.ts";
import type { ImageAssets } from "../../src/host/browser/pageImages.ts";
import { answerCalls } from "../messages/answerCalls.ts";
import type { ExplorerCalls } from "../messages/explorerCalls.ts";
import { inputOf } from "../worker/pickedInput.ts";
import { pageStore } from "../worker/store.ts";
import { explorerHandlers } from "./explorerHandlers.ts";

/** The first message to the worker of a page that holds its file: what pictures need. All others are calls. */
const assets = new Promise<ImageAssets>((resolve) => {
  const first = (event: MessageEvent<ImageAssets>) => {
    event.stopImmediatePropagation();
    resolve(event.data);
  };
  self.addEventListener("message", first, { once: true });
});

answerCalls<ExplorerCalls>(
  self,
  explorerHandlers(async (picked) => {
    const files = new Map([[picked.name, inputOf(picked)]]);
    return browserHost({ files, store: await pageStore(), assets: await assets });
  }),
);
