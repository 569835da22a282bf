import { reorderColumns } from "../../cluster/columns.ts";
import { clusterSizes, largestOfRows, rankBySize } from "../../cluster/partition.ts";
import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import { cellConfidence, domainStability } from "../confidence.ts";
import { policies } from "../policy.ts";
import { type RefinementPlan, refineBy } from "../refinement/refine.ts";
import type { Domains } from "../result.ts";
import { anchorUnlabelled } from "./anchors.ts";
import { effectiveHints } from "./effectiveHints.ts";
import type { Ensemble } from "./ensemble.ts";
import { countHints, labelFreeEvidence } from "./evidence.ts";
import { type HintedCells, regressOnHints } from "./kernel.ts";
import { type LabelFree, labelFreeOf } from "./labelFree.ts";
import { mixtureOfHints } from "./mixture.ts";
import type { HintPolicy } from "./policy.ts";

/** Labels of some cells. */
export interface Hints extends HintedCells {
  /** The labels that the codes stand for; each has a cell. */
  readonly labels: readonly string[];
}

/** Domains that agree with the labels of some cells. */
export interface HintedDomains {
  readonly domains: Pick<Domains, "raw" | "refined" | "posterior" | "confidence" | "domains" | "agreement">;
  /** [K] label of each domain; undefined where it has none. */
  readonly labels: readonly (string | undefined)[];
  /** Probability that was given to the label-free partition: from 1/2 it decides. */
  readonly labelFree: number;
  /** Hints that the label-free partition, named by them, explains. */
  readonly explained: number;
  /** [n, K] what the hints make of the cells, without regard to that probability. */
  readonly opinions: Float32Array;
}

/**
 * Domains that agree with hints: the sum of two kinds of probabilities, of a regression on the hints over the ensemble's partitions and
 * of mixtures in which the hints are known, refined over the tissue; or the label-free partition, where the hints speak for it. A hinted cell keeps its label.
 *
 * @param given the label-free partition.
 * @param count K >= the number of labels: all beyond are domains without a label. Fewer are found only where no partition has
 * as many clusters without a hint.
 * @param plan how labels are refined.
 */
export async function domainsOfHints(
  ensemble: Ensemble,
  given: LabelFree,
  hints: Hints,
  { count, plan, policy }: { readonly count: number; readonly plan: RefinementPlan; readonly policy: HintPolicy },
  rng: Random,
  task: Task,
): Promise<HintedDomains> {
  const labels = hints.labels.length;
  const free = labelFreeOf(ensemble, given, count);
  const options = { labels, count, ...policy.unlabelled };
  const { named, known, classes } = anchorUnlabelled(ensemble, free, hints, options, rng.split("anchors"));
  const entering = evenly(known, classes, policy.kernel.most, rng.split("regression"));
  const { probabilities, foretold } = regressOnHints(ensemble, entering, classes, policy.kernel);
  await task.update(0.3);
  const explained = hints.cells.reduce((sum, cell, h) => sum + (named[cell] === hints.codes[h] ? 1 : 0), 0);
  // Cells of a patch are no independent witnesses.
  const judged = labelledOf({ ...entering, foretold }, labels);
  const independent = effectiveHints(ensemble, hints, policy.mixture.touching) / judged.cells.length;
  const counts = countHints({ partition: free, names: named }, hints, judged, labels);
  const weight = labelFreeEvidence(counts, independent, policy.labelFree);
  const kept = weight >= 0.5;
  const { kernelWeight } = policy.mixture;
  const total = kernelWeight + 1;
  const opinions = probabilities.map((value) => (kernelWeight * value) / total);
  const members: Int32Array[] = [largestOfRows(Float64Array.from(probabilities), classes)];
  for (const [at, set] of ensemble.sets.entries()) {
    await task.update(0.3 + (0.5 * at) / ensemble.sets.length);
    const from = { set, near: ensemble.near, start: probabilities };
    const own = mixtureOfHints(from, known, policy.mixture, rng.split("mixture").split(at));
    for (let e = 0; e < own.length; e++) opinions[e] += own[e] / (total * ensemble.sets.length);
    members.push(largestOfRows(Float64Array.from(own), classes));
  }
  await task.update(0.8);
  const posterior = opinions.map((value) => (kept ? 1 - weight : 1) * value);
  named.forEach((code, i) => {
    if (kept && code >= 0) posterior[i * classes + code] += weight;
  });
  pinRows(posterior, known, classes);
  scaleRows(posterior, classes);
  const raw = largestOfRows(Float64Array.from(posterior), classes);
  const voted = refineBy(plan, raw, classes);
  // The label-free partition has been refined: where it decides, it stays as it is.
  const refined = pinned(kept ? voted.map((code, i) => (named[i] < 0 ? code : named[i])) : voted, hints);
  // The last cells of a domain without a label may have been hinted otherwise: those that stand for it keep it.
  const present = clusterSizes(refined, classes);
  known.codes.forEach((code, h) => {
    if (present[code] === 0) refined[known.cells[h]] = code;
  });
  // Unless all agree with it, the label-free partition is a witness as well.
  const witnesses = named.includes(-1) ? members : [...members, named];
  const rank = rankBySize(refined, classes);
  const ranked = (codes: Int32Array) => codes.map((code) => rank[code]);
  const numbered = { refined: ranked(refined), raw: ranked(raw) };
  const others = witnesses.map((each) => ranked(pinned(each.slice(), known)));
  const confidence = await cellConfidence(
    numbered.refined,
    others,
    { neighbors: plan.neighbors, count: classes },
    task.part(0.85, 1),
  );
  const stability = domainStability(numbered.refined, others, classes);
  const sizes = clusterSizes(numbered.refined, classes);
  const rawSizes = clusterSizes(numbered.raw, classes);
  const names = Array.from({ length: classes }, () => undefined as string | undefined);
  hints.labels.forEach((label, code) => {
    names[rank[code]] = label;
  });
  const byRank = (values: Float32Array) => reorderColumns({ rows: raw.length, columns: classes, values }, rank);
  return {
    ...{ labels: names, labelFree: weight, explained },
    opinions: Float32Array.from(byRank(opinions).values),
    domains: {
      ...numbered,
      ...{ confidence, posterior: byRank(posterior) },
      agreement: stability.reduce((sum, value) => sum + value, 0) / classes,
      domains: Array.from(sizes, (size, k) => {
        const weak = stability[k] < policies.default.stability.weakBelow;
        return { size, rawSize: rawSizes[k], stability: stability[k], weak };
      }),
    },
  };
}

/** The known cells at their class, written into the codes. */
function pinned(codes: Int32Array, { cells, codes: known }: HintedCells): Int32Array {
  cells.forEach((cell, h) => {
    codes[cell] = known[h];
  });
  return codes;
}

function pinRows(rows: Float32Array, { cells, codes }: HintedCells, classes: number): void {
  cells.forEach((cell, h) => {
    rows.fill(0, cell * classes, (cell + 1) * classes);
    rows[cell * classes + codes[h]] = 1;
  });
}

function scaleRows(rows: Float32Array, columns: number): void {
  for (let from = 0; from < rows.length; from += columns) {
    let sum = 0;
    for (let at = from; at < from + columns; at++) sum += rows[at];
    for (let at = from; at < from + columns; at++) rows[at] /= sum;
  }
}

/** Those of known cells that have a label. */
function labelledOf(
  { cells, codes, foretold }: HintedCells & { readonly foretold: Int32Array },
  labels: number,
): HintedCells & { readonly foretold: Int32Array } {
  const has = (_: number, h: number) => codes[h] < labels;
  return { cells: cells.filter(has), codes: codes.filter(has), foretold: foretold.filter(has) };
}

/** At most so many of the known cells, as even over the classes as they allow. */
function evenly(known: HintedCells, classes: number, most: number, rng: Random): HintedCells {
  if (known.cells.length <= most) return known;
  const order = Array.from(rng.permutation(known.cells.length));
  const taken = new Int32Array(classes);
  const turn = new Map(order.map((h) => [h, taken[known.codes[h]]++]));
  const kept = order.sort((a, b) => (turn.get(a) ?? 0) - (turn.get(b) ?? 0)).slice(0, most);
  return {
    cells: Uint32Array.from(kept, (h) => known.cells[h]),
    codes: Int32Array.from(kept, (h) => known.codes[h]),
  };
}
