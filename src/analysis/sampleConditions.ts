import type { CategoryColumn } from "../data/table.ts";
import { CellScapeError, expectShape } from "../errors.ts";

/** Two conditions to compare, by name. */
export interface Contrast {
  readonly from: string;
  readonly to: string;
}

/** The samples of two conditions, and whether they are enough for a test. */
export interface ComparedSamples {
  /** Codes of the two conditions. */
  readonly from: number;
  readonly to: number;
  readonly samplesFrom: number;
  readonly samplesTo: number;
  /** Why differences cannot be tested; undefined when they can. */
  readonly reason: string | undefined;
}

/**
 * Look up two conditions and count their samples: cells of one sample are no replicates, so a test takes two samples of
 * each.
 *
 * @param conditions [samples]; -1 for a sample of no condition.
 * @param usable [samples] whether a sample has enough cells.
 * @throws bad-shape when there is not one condition a sample; bad-option for a condition that no sample has, or one given
 * twice.
 */
export function compareSamples(
  conditions: CategoryColumn,
  { from, to }: Contrast,
  usable: readonly boolean[],
): ComparedSamples {
  expectShape("conditions", [conditions.codes.length], { samples: usable.length });
  const codeOf = (name: string): number => {
    const code = conditions.categories.indexOf(name);
    if (code >= 0 && conditions.codes.includes(code)) return code;
    const known = conditions.categories.join(", ");
    throw new CellScapeError("bad-option", `conditions: expected one that samples have (${known}), got "${name}"`);
  };
  const compared = { from: codeOf(from), to: codeOf(to) };
  if (compared.from === compared.to) {
    throw new CellScapeError("bad-option", `conditions: expected two to compare, got "${from}" twice`);
  }
  const count = (wanted: number) => usable.filter((enough, s) => enough && conditions.codes[s] === wanted).length;
  const [samplesFrom, samplesTo] = [count(compared.from), count(compared.to)];
  return {
    ...compared,
    samplesFrom,
    samplesTo,
    reason: reasonFor([
      [from, samplesFrom],
      [to, samplesTo],
    ]),
  };
}

function reasonFor(counts: readonly (readonly [string, number])[]): string | undefined {
  if (counts.every(([, samples]) => samples >= 2)) return undefined;
  const told = counts.map(([name, samples]) => `${samples} of "${name}"`).join(" and ");
  return `no test: it takes two samples of each condition, since cells of one sample are no replicates; there are ${told} with enough cells`;
}
