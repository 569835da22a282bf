import type { WeightedGraph } from "../data/weightedGraph.ts";

/** A graph whose nodes may stand for many cells: the edges inside a node are its `inner` weight. */
export interface CommunityGraph extends WeightedGraph {
  readonly n: number;
  /** [n] weight of the edges inside each node. The lists hold none of them. */
  readonly inner: Float64Array;
  /** [n] weight of all edge ends at each node: its list, and twice the inner weight. */
  readonly strengths: Float64Array;
  /** Weight of all edge ends: twice the weight of all edges. */
  readonly total: number;
}

/** The same edges, those from a node to itself set aside. */
export function communityGraph({ starts, targets, weights }: WeightedGraph): CommunityGraph {
  const n = starts.length - 1;
  const kept = { starts: new Uint32Array(n + 1), targets: targets.slice(), weights: weights.slice() };
  const inner = new Float64Array(n);
  let count = 0;
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      if (targets[e] === i) inner[i] += weights[e];
      else {
        kept.targets[count] = targets[e];
        kept.weights[count] = weights[e];
        count++;
      }
    }
    kept.starts[i + 1] = count;
  }
  return withStrengths({ ...kept, n, inner });
}

/**
 * The graph whose nodes are the communities.
 *
 * @param labels [n] 0 .. count - 1
 */
export function mergeNodes(graph: CommunityGraph, labels: Int32Array, count: number): CommunityGraph {
  const { starts, targets, weights } = graph;
  const inner = new Float64Array(count);
  const members = groupNodes(labels, count);
  const merged = {
    starts: new Uint32Array(count + 1),
    targets: new Uint32Array(targets.length),
    weights: new Float64Array(targets.length),
  };
  // Place in the merged list of the edge from the current community to each other one.
  const place = new Uint32Array(count);
  let edges = 0;
  for (let c = 0; c < count; c++) {
    const first = edges;
    for (let m = members.starts[c]; m < members.starts[c + 1]; m++) {
      const i = members.nodes[m];
      inner[c] += graph.inner[i];
      for (let e = starts[i]; e < starts[i + 1]; e++) {
        const other = labels[targets[e]];
        if (other === c) {
          inner[c] += weights[e] / 2;
          continue;
        }
        if (place[other] < first || place[other] >= edges || merged.targets[place[other]] !== other) {
          place[other] = edges;
          merged.targets[edges] = other;
          edges++;
        }
        merged.weights[place[other]] += weights[e];
      }
    }
    merged.starts[c + 1] = edges;
  }
  return withStrengths({
    ...{ n: count, inner, starts: merged.starts },
    ...{ targets: merged.targets.slice(0, edges), weights: merged.weights.slice(0, edges) },
  });
}

/** Nodes by group: those of group c are `nodes[starts[c] .. starts[c + 1]]`, ascending. */
export function groupNodes(labels: Int32Array, count: number): { starts: Uint32Array; nodes: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (const c of labels) starts[c + 1]++;
  for (let c = 0; c < count; c++) starts[c + 1] += starts[c];
  const next = starts.slice();
  const nodes = new Uint32Array(labels.length);
  for (let i = 0; i < labels.length; i++) nodes[next[labels[i]]++] = i;
  return { starts, nodes };
}

/**
 * Modularity of a partition: the share of edge weight inside communities, less `resolution` times the share that nodes
 * of their strengths would have there by chance: sum over c of inside_c / m - resolution (strength_c / 2 m)^2. A graph
 * without weight has modularity 0.
 *
 * @param labels [n] any codes >= 0
 * @see Newman and Girvan 2004; Reichardt and Bornholdt 2006 for the resolution.
 */
export function modularity(graph: CommunityGraph, labels: Int32Array, resolution = 1): number {
  const { n, starts, targets, weights, inner, strengths, total } = graph;
  if (total === 0) return 0;
  const strengthOf = new Float64Array(labels.reduce((most, c) => Math.max(most, c), -1) + 1);
  let inside = 0;
  for (let i = 0; i < n; i++) {
    strengthOf[labels[i]] += strengths[i];
    inside += 2 * inner[i];
    for (let e = starts[i]; e < starts[i + 1]; e++) if (labels[targets[e]] === labels[i]) inside += weights[e];
  }
  let expected = 0;
  for (const strength of strengthOf) expected += (strength / total) ** 2;
  return inside / total - resolution * expected;
}

function withStrengths(graph: Omit<CommunityGraph, "strengths" | "total">): CommunityGraph {
  const { n, starts, weights, inner } = graph;
  const strengths = new Float64Array(n);
  let total = 0;
  for (let i = 0; i < n; i++) {
    strengths[i] = 2 * inner[i];
    for (let e = starts[i]; e < starts[i + 1]; e++) strengths[i] += weights[e];
    total += strengths[i];
  }
  return { ...graph, strengths, total };
}
