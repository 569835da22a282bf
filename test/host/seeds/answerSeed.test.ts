import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { nativeEngine } from "../../../src/engine/node.ts";
import { answerSeed } from "../../../src/host/seeds/answerSeed.ts";
import type { FromSeedWorker, ToSeedWorker } from "../../../src/host/seeds/messages.ts";
import type { MethodInputs } from "../../../src/methods/inputs.ts";
import { presets } from "../../../src/methods/stagate/options.ts";
import type { FitState } from "../../../src/nn/fit.ts";
import { sparseOf } from "../../methods/fidelity.ts";

const cells = 30;
const rng = createRandom(1);
const inputs: Partial<MethodInputs> = {
  expression: sparseOf(
    Array.from({ length: cells * 4 }, () => rng.uniform()),
    cells,
  ),
  positions: { rows: cells, columns: 2, values: Float64Array.from({ length: 2 * cells }, () => rng.uniform()) },
  samples: undefined,
};

/** All messages of a worker that trains STAGATE; `stop` is called with each, and true stops the training. */
async function messagesOf(epochs: number, stop: (message: FromSeedWorker) => boolean = () => false) {
  const messages: FromSeedWorker[] = [];
  const answer = answerSeed({
    post(message) {
      messages.push(message);
      if (stop(message)) void answer({ kind: "stop" });
    },
    engine: (_, threads) => nativeEngine({ threads }),
    peakMb: () => 0,
  });
  const options = { ...presets.default.options, epochs, hidden: 8, size: 2, links: "nearest" };
  // STAGATE reads no other inputs.
  const task = { method: "stagate", options, inputs: inputs as MethodInputs, seed: 0, domains: 3, resume: undefined };
  const message: ToSeedWorker = { kind: "embed", task, engine: "native", threads: 1 };
  const last = await answer(message);
  const sent = messages.flatMap((each) => (each.kind === "state" ? [each] : []));
  // States of a method that trains one network.
  const states = sent.map(({ state, final }) => ({ state: state as FitState, final }));
  return { states, embedded: last?.kind === "embedded" ? last.embedded : undefined };
}

describe("a worker of one seed", () => {
  test("sends the state after the last step, and not one per step", async () => {
    const { states, embedded } = await messagesOf(200);
    expect(embedded?.losses.reconstruction).toHaveLength(200);
    expect(states.at(-1)?.final).toBe(true);
    expect(states.at(-1)?.state.losses[0]).toHaveLength(200);
    expect(states.length).toBeLessThan(200);
  });

  test("that is stopped sends the state after its last step", async () => {
    const { states, embedded } = await messagesOf(100_000, ({ kind }) => kind === "progress");
    expect(embedded?.stoppedEarly).toBe(true);
    const taken = embedded?.losses.reconstruction.length;
    expect(taken).toBeGreaterThan(0);
    expect(states.at(-1)?.state.losses[0]).toHaveLength(taken ?? 0);
  });
});
