import type { Random } from "../core/random.ts";
import type { CommunityGraph } from "./modularity.ts";

/** A gain in modularity below this share of the total weight is rounding. */
const leastGain = 1e-13;

/**
 * Move nodes one at a time to the community where modularity gains most, until no move gains: a queue holds the nodes
 * whose surroundings changed, in random order at first. A node may also leave for a community of its own.
 *
 * Cost: linear in the edges for each time a node is looked at, a few times each.
 *
 * @param labels [n] 0 .. n - 1, changed in place
 * @returns whether a node moved
 * @see Traag, Waltman and van Eck 2019, fast local moving.
 */
export function moveNodesInto(labels: Int32Array, graph: CommunityGraph, resolution: number, rng: Random): boolean {
  const { n, starts, targets, weights, strengths, total } = graph;
  if (total === 0) return false;
  const scale = resolution / total;
  const least = leastGain * total;
  const strengthOf = new Float64Array(n);
  const sizes = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    strengthOf[labels[i]] += strengths[i];
    sizes[labels[i]]++;
  }
  const empty: number[] = [];
  for (let c = n - 1; c >= 0; c--) if (sizes[c] === 0) empty.push(c);

  // A ring: each node is in it at most once.
  const queue = rng.permutation(n);
  const queued = new Uint8Array(n).fill(1);
  let head = 0;
  let waiting = n;
  // Weight from the node to each community next to it; zero between nodes.
  const weightTo = new Float64Array(n);
  const near = new Int32Array(n);
  let moved = false;
  while (waiting > 0) {
    const i = queue[head];
    head = head + 1 === n ? 0 : head + 1;
    waiting--;
    queued[i] = 0;
    const home = labels[i];
    const strength = strengths[i];
    let count = 0;
    near[count++] = home;
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const c = labels[targets[e]];
      if (weightTo[c] === 0 && c !== home) near[count++] = c;
      weightTo[c] += weights[e];
    }
    strengthOf[home] -= strength;
    let best = home;
    let bestGain = weightTo[home] - scale * strength * strengthOf[home];
    const stay = bestGain;
    for (let t = 1; t < count; t++) {
      const c = near[t];
      const gain = weightTo[c] - scale * strength * strengthOf[c];
      if (gain > bestGain) {
        bestGain = gain;
        best = c;
      }
    }
    if (bestGain < 0 && sizes[home] > 1) {
      bestGain = 0;
      best = empty[empty.length - 1];
    }
    if (best !== home && bestGain - stay <= least) best = home;
    strengthOf[best] += strength;
    for (let t = 0; t < count; t++) weightTo[near[t]] = 0;
    if (best === home) continue;

    moved = true;
    if (sizes[best] === 0) empty.pop();
    sizes[best]++;
    sizes[home]--;
    if (sizes[home] === 0) empty.push(home);
    labels[i] = best;
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const j = targets[e];
      if (queued[j] === 1 || labels[j] === best) continue;
      queued[j] = 1;
      const tail = head + waiting;
      queue[tail >= n ? tail - n : tail] = j;
      waiting++;
    }
  }
  return moved;
}

/**
 * Split each community into parts that hold together: every node starts alone, and in random order a node that is still
 * alone joins the part of its own community where modularity gains most, if it does not lose.
 *
 * @param labels [n] communities, 0 .. n - 1
 * @returns [n] part of each node, 0 .. n - 1
 * @see Traag, Waltman and van Eck 2019, refinement; leidenalg `merge_nodes_constrained`.
 */
export function splitCommunities(
  labels: Int32Array,
  graph: CommunityGraph,
  resolution: number,
  rng: Random,
): Int32Array {
  const { n, starts, targets, weights, strengths, total } = graph;
  const scale = resolution / total;
  const parts = Int32Array.from(labels.keys());
  const strengthOf = strengths.slice();
  const sizes = new Int32Array(n).fill(1);
  const weightTo = new Float64Array(n);
  const near = new Int32Array(n);
  for (const i of rng.permutation(n)) {
    if (sizes[i] !== 1 || parts[i] !== i) continue;
    let count = 0;
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const j = targets[e];
      if (labels[j] !== labels[i]) continue;
      const part = parts[j];
      if (weightTo[part] === 0) near[count++] = part;
      weightTo[part] += weights[e];
    }
    let best = i;
    let bestGain = 0;
    for (let t = 0; t < count; t++) {
      const part = near[t];
      const gain = weightTo[part] - scale * strengths[i] * strengthOf[part];
      weightTo[part] = 0;
      if (gain > bestGain || (gain === bestGain && best === i)) {
        bestGain = gain;
        best = part;
      }
    }
    if (best === i) continue;
    parts[i] = best;
    sizes[i]--;
    sizes[best]++;
    strengthOf[best] += strengths[i];
    strengthOf[i] -= strengths[i];
  }
  return parts;
}
