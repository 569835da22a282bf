import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { CategoryColumn } from "../../data/table.ts";

/** Which types of cells each domain is made of. Cells that lack either label are not counted. */
export interface Composition {
  readonly domains: readonly string[];
  readonly types: readonly string[];
  /** [domains, types] N_ij, cells of type j in domain i. */
  readonly counts: Float64Array;
  /** [domains, types] P_ij = N_ij / sum_j N_ij; 0 in a domain without cells. */
  readonly proportions: Float64Array;
  /** [types] P_all,j = sum_i N_ij / sum_ij N_ij. */
  readonly overall: Float64Array;
}

/**
 * Cell type composition of the domains and of the whole tissue.
 *
 * @param domains [n]; cells that lack either are left out.
 * @param types [n]
 * @throws bad-shape when the columns differ in length.
 * @see Methods, "Tissue-scale compositional analysis".
 */
export function composition(domains: CategoryColumn, types: CategoryColumn): Composition {
  expectShape("cell types", [types.codes.length], { cells: domains.codes.length });
  const counts = countTypes(domains, types.codes, types.categories.length);
  const width = types.categories.length;
  const proportions = new Float64Array(counts.length);
  const overall = new Float64Array(width);
  for (let i = 0; i < domains.categories.length; i++) {
    const row = counts.subarray(i * width, (i + 1) * width);
    const cells = sum(row);
    row.forEach((count, j) => {
      proportions[i * width + j] = cells === 0 ? 0 : count / cells;
      overall[j] += count;
    });
  }
  const all = sum(overall);
  return {
    domains: domains.categories,
    types: types.categories,
    counts,
    proportions,
    overall: overall.map((count) => (all === 0 ? 0 : count / all)),
  };
}

/** Change of composition between two conditions, such as disease minus control. */
export interface CompositionChange {
  readonly before: Composition;
  readonly after: Composition;
  /** [domains, types] P_ij(after) - P_ij(before); NaN where a domain has no cells in one of the conditions. */
  readonly change: Float64Array;
}

/**
 * How the composition of each domain differs between two conditions. It is a description: cells of one sample are no
 * replicates, so no p-value is given.
 *
 * @param domains [n]
 * @param types [n]
 * @param conditions [n]
 * @throws bad-option for a condition that does not exist.
 * @see figure 3f of the paper.
 */
export function compositionChange(
  domains: CategoryColumn,
  types: CategoryColumn,
  conditions: CategoryColumn,
  { from, to }: { readonly from: string; readonly to: string },
): CompositionChange {
  expectShape("conditions", [conditions.codes.length], { cells: domains.codes.length });
  const within = (name: string) => {
    const wanted = conditions.categories.indexOf(name);
    if (wanted < 0) {
      const known = conditions.categories.join(", ");
      throw new CellScapeError("bad-option", `composition: expected one of the conditions ${known}, got "${name}"`);
    }
    const codes = domains.codes.map((code, i) => (conditions.codes[i] === wanted ? code : -1));
    return composition({ ...domains, codes }, types);
  };
  const before = within(from);
  const after = within(to);
  const width = before.types.length;
  const cellsOf = ({ counts }: Composition, i: number) => sum(counts.subarray(i * width, (i + 1) * width));
  const change = after.proportions.map((proportion, at) => {
    const i = Math.floor(at / width);
    return cellsOf(before, i) === 0 || cellsOf(after, i) === 0 ? Number.NaN : proportion - before.proportions[at];
  });
  return { before, after, change };
}

/** [domains, types] cells of each type in each domain; `types` are codes, `width` the number of types. */
function countTypes(domains: CategoryColumn, types: Int32Array, width: number): Float64Array {
  const counts = new Float64Array(domains.categories.length * width);
  for (let i = 0; i < types.length; i++) {
    if (domains.codes[i] >= 0 && types[i] >= 0) counts[domains.codes[i] * width + types[i]]++;
  }
  return counts;
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
