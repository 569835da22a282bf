import { byNeighborhood, mostFrequent } from "./byNeighborhood.ts";

/**
 * Majority vote: each cell takes the label that most of itself and its neighbours have. A tie that includes the own label
 * keeps it, other ties go to the lowest label.
 */
export const majorityVote = byNeighborhood(
  "majorityVote",
  ({ own, counts }) => {
    // 1 for its own vote, and 0.5 so that ties stay.
    counts[own] += 1.5;
    return mostFrequent(counts);
  },
  { countsAlone: true },
);
