import { answerSeed } from "../seeds/answerSeed.ts";
import type { FromSeedWorker, ToSeedWorker } from "../seeds/messages.ts";
import { nodeEngines } from "./nodeEngines.ts";
import { peakMb } from "./peakMemory.ts";

// Runs in a process of its own: embeds with the one seed that it is given, and ends.

// Signals of a terminal or a scheduler go to all processes; this one stops when it gets a message to, or when the process
// that started it is gone.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
process.on("disconnect", () => process.exit());

const answer = answerSeed({
  post: (message) => void process.send?.(message),
  engine: (kind, threads) => nodeEngines[kind]({ threads }),
  peakMb,
});
const post = (message: FromSeedWorker) => process.send?.(message, undefined, undefined, () => process.disconnect());
process.on("message", (message: ToSeedWorker) => void answer(message)?.then(post));
