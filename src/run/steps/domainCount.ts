import { createRandom } from "../../core/random.ts";
import { countCriteria } from "../../domains/registry.ts";
import type { Artifacts, StepContext } from "../artifacts.ts";

/** Choose the number of domains without labels, and say how sure the choice is. */
export async function makeDomainCount(
  { embeddings, selection }: Pick<Artifacts, "embeddings" | "selection">,
  { config, task }: StepContext,
): Promise<Artifacts["domainCount"]> {
  const policy = config.policy.count;
  const options = { policy, ...(selection.samples ? { sections: selection.samples.codes } : {}) };
  const rng = createRandom(config.seed).split("domain count");
  const count = await countCriteria[policy.criterion](
    embeddings.map(({ primary }) => primary),
    selection.positions,
    options,
    rng,
    task.signal?.aborted ? task.sheltered() : task,
  );
  if (count.stoppedEarly) {
    const text = "stopped: the number of domains was chosen in haste; look at several, with --domains";
    task.warn(text);
  }
  const say = (text: string) => task.note(text);
  say("score of each number of domains K: likelihood gain x stability x coherence^2 (no labels are read)");
  for (const { clusters, score, gain, stability, coherence } of count.curve) {
    const bar = "=".repeat(Math.round(24 * Math.max(0, score)));
    const parts = [gain, stability, coherence].map((value) => value.toFixed(2)).join(" x ");
    say(
      `K ${String(clusters).padStart(2)}  ${score.toFixed(3)}  ${bar}${clusters === count.chosen ? " <" : ""}  (${parts}^2)`,
    );
  }
  say(choiceInWords(count));
  say(
    "on annotated tissue the choice was within one of the annotation half of the time: look at several, with --domains",
  );
  return count;
}

/** The chosen number of domains, the one that comes next and those nearly as good, in a line. */
export function choiceInWords({ chosen, runnerUp, margin, plausible }: Choice): string {
  const less = margin < 0.005 ? "nearly the same" : `${(100 * margin).toFixed(0)} % less`;
  const lead = runnerUp === chosen ? "no other was possible" : `K = ${runnerUp} comes next and scores ${less}`;
  const others = plausible.filter((clusters) => clusters !== chosen);
  return `K = ${chosen} is chosen; ${lead}${others.length > 0 ? `; within 10 % of the best: K = ${others.join(", ")}` : ""}`;
}

type Choice = Pick<Artifacts["domainCount"], "chosen" | "runnerUp" | "margin" | "plausible">;
