import { explorerHandlers } from "../explorerWorker/explorerHandlers.ts";
import { answerCalls } from "../messages/answerCalls.ts";
import type { Calls } from "../messages/calls.ts";
import type { ExplorerCalls } from "../messages/explorerCalls.ts";
import { jobHandlers } from "./jobHandlers.ts";

// One script for runs and for the explorer: what both need is loaded once.
answerCalls<Calls & ExplorerCalls>(self, {
  ...jobHandlers,
  ...explorerHandlers(async (picked) => (await import("./inputs.ts")).hostWith(picked)),
});
