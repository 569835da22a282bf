import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { Graph } from "../../data/graph.ts";
import type { CategoryColumn } from "../../data/table.ts";
import { joinCountMoments } from "../../math/statistics/joinCounts.ts";

/** Which categories of cells neighbour each other more often than chance. */
export interface NeighborhoodEnrichment {
  readonly categories: readonly string[];
  /** [categories, categories] edges from a cell of the row's category to one of the column's; symmetric. */
  readonly counts: Float64Array;
  /** [categories, categories] mean count over all permutations of the labels. */
  readonly expected: Float64Array;
  /** [categories, categories] (count - expected) / deviation; NaN where no permutation differs. */
  readonly zScores: Float64Array;
}

export interface NeighborhoodOptions {
  /** [n] section of each cell: labels are permuted within a section. */
  readonly sections?: Int32Array;
}

/**
 * Neighbourhood enrichment: the edges between categories, against the same labels permuted over the cells. Mean and
 * deviation are those over all permutations, in closed form: what `squidpy.gr.nhood_enrichment` estimates from some of
 * them. Cells without a category are left out.
 *
 * Cost: edges, and categories^2 for each section.
 *
 * @param graph of the n cells.
 * @param groups [n]
 * @throws bad-shape when the sizes differ; bad-data for fewer than two categories, or neighbours in different sections.
 * @see Cliff and Ord 1981, join counts.
 */
export function neighborhoodEnrichment(
  graph: Graph,
  groups: CategoryColumn,
  { sections }: NeighborhoodOptions = {},
): NeighborhoodEnrichment {
  const n = groups.codes.length;
  expectShape("graph", [graph.starts.length - 1], { cells: n });
  if (sections) expectShape("sections", [sections.length], { cells: n });
  const c = groups.categories.length;
  if (c < 2) throw new CellScapeError("bad-data", `neighbourhoods: expected at least two categories, got ${c}`);
  const counts = new Float64Array(c * c);
  const expected = new Float64Array(c * c);
  const variances = new Float64Array(c * c);
  for (const section of sectionsOf(graph, groups, sections, counts)) {
    const moments = joinCountMoments(section, section.sizes);
    for (let a = 0; a < c; a++) {
      for (let b = 0; b < c; b++) {
        // An edge within a category is counted from both ends.
        const ends = a === b ? 2 : 1;
        expected[a * c + b] += ends * moments.means[a * c + b];
        variances[a * c + b] += ends * ends * moments.variances[a * c + b];
      }
    }
  }
  const zScores = counts.map((count, pair) =>
    variances[pair] === 0 ? Number.NaN : (count - expected[pair]) / Math.sqrt(variances[pair]),
  );
  return { categories: groups.categories, counts, expected, zScores };
}

interface Section {
  nodes: number;
  edges: number;
  adjacent: number;
  /** [categories] cells of each. */
  readonly sizes: Float64Array;
}

/** What each section has of labelled cells and of edges between them; edges are added to the counts from both ends. */
function sectionsOf(
  { starts, targets }: Graph,
  { codes, categories }: CategoryColumn,
  sectionOf: Int32Array | undefined,
  counts: Float64Array,
): Iterable<Section> {
  const c = categories.length;
  const found = new Map<number, Section>();
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] < 0) continue;
    const at = sectionOf?.[i] ?? 0;
    const section = found.get(at) ?? { nodes: 0, edges: 0, adjacent: 0, sizes: new Float64Array(c) };
    found.set(at, section);
    let degree = 0;
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const other = targets[e];
      if (codes[other] < 0) continue;
      if (sectionOf && sectionOf[other] !== at) {
        const where = `cell ${i} of section ${at} beside cell ${other} of section ${sectionOf[other]}`;
        throw new CellScapeError("bad-data", `neighbourhoods: expected neighbours within sections, got ${where}`);
      }
      counts[codes[i] * c + codes[other]]++;
      degree++;
    }
    section.nodes++;
    section.sizes[codes[i]]++;
    section.edges += degree / 2;
    section.adjacent += degree * (degree - 1);
  }
  return found.values();
}
