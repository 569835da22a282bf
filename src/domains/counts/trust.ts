/**
 * How often the number that the criterion selects is the known one, or next to it: shares of runs over six annotated and six simulated
 * tissues that weigh alike, three models each, as `bench/hardTissue.mjs` prints them.
 */
export const countTrust = {
  annotated: { equal: 0.33, withinOne: 0.56 },
  simulated: { equal: 0.22, withinOne: 0.56 },
} as const;

const { annotated, simulated } = countTrust;

/** The same in a sentence. */
export const countTrustText = `In a benchmark such a K was within one of the known K in ${percent(annotated.withinOne)} of the runs on annotated tissue and ${percent(simulated.withinOne)} on simulated tissue, and equal to it in ${percent(annotated.equal)} and ${percent(simulated.equal)}.`;

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
