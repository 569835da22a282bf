import { createRandom } from "../../core/random.ts";
import { countTrustText } from "../../domains/counts/trust.ts";
import { countCriteria } from "../../domains/registry.ts";
import type { Artifacts, StepContext } from "../artifacts.ts";

/** Selects the number of domains without labels, and logs the score of each. */
export async function makeDomainCount(
  { embeddings, selection }: Pick<Artifacts, "embeddings" | "selection">,
  { config, task }: StepContext,
): Promise<Artifacts["domainCount"]> {
  const policy = config.policy.count;
  const options = { policy, ...(selection.samples ? { sections: selection.samples.codes } : {}) };
  const rng = createRandom(config.seed).split("domain count");
  const selected = await countCriteria[policy.criterion](
    embeddings.map(({ primary }) => primary),
    selection.positions,
    options,
    rng,
    task.signal?.aborted ? task.sheltered() : task,
  );
  if (selected.stoppedEarly) {
    task.warn("stopped: the number of domains was selected by a reduced search; compare several with --domains");
  }
  task.note("score of each number of domains K: likelihood gain x stability (no labels are read)");
  for (const { count, score, gain, stability } of selected.curve) {
    const bar = "=".repeat(Math.round(24 * Math.max(0, score)));
    const parts = [gain, stability].map((value) => value.toFixed(2)).join(" x ");
    const mark = count === selected.chosen ? " <" : "";
    task.note(`K ${String(count).padStart(2)}  ${score.toFixed(3)}  ${bar}${mark}  (${parts})`);
  }
  task.note(choiceInWords(selected));
  task.note(`${countTrustText} --want domain-counts shows what the other numbers divide`);
  return selected;
}

/** The selected number of domains, the runner-up and those nearly as good, in a line. */
export function choiceInWords({ chosen, runnerUp, margin, plausible }: Choice): string {
  const behind = margin < 0.005 ? "nearly the same score" : `score ${(100 * margin).toFixed(0)} % lower`;
  const lead = runnerUp === chosen ? "no other K was possible" : `runner-up K = ${runnerUp} (${behind})`;
  const others = plausible.filter((count) => count !== chosen);
  return `K = ${chosen} selected; ${lead}${others.length > 0 ? `; within 10 % of the best: K = ${others.join(", ")}` : ""}`;
}

type Choice = Pick<Artifacts["domainCount"], "chosen" | "runnerUp" | "margin" | "plausible">;
