import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { CategoryColumn, Table } from "../../data/table.ts";
import { fitSampleModel, type SampleDesign } from "../../math/statistics/sampleModel.ts";
import { covariateColumns } from "./covariates.ts";

/** Two conditions to compare, by name. */
export interface Contrast {
  readonly from: string;
  readonly to: string;
}

/** Two conditions, and what the samples are adjusted for. */
export interface AdjustedContrast extends Contrast {
  /**
   * What else is known of each sample, one row per sample: a column of numbers enters as one number with a slope, any other
   * as groups of its values, such as donors of paired samples.
   */
  readonly adjust?: Table;
}

/** The samples of two conditions, and whether they are enough for a test. */
export interface ComparedSamples {
  /** The conditions as groups, and covariates; samples without cells enough are left out. */
  readonly design: SampleDesign;
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
 * twice; bad-data when a compared sample lacks what is adjusted for.
 */
export function compareSamples(
  conditions: CategoryColumn,
  { from, to, adjust }: AdjustedContrast,
  usable: readonly boolean[],
): ComparedSamples {
  expectShape("conditions", [conditions.codes.length], { samples: usable.length });
  const codeOf = (name: string): number => {
    const code = conditions.categories.indexOf(name);
    if (code >= 0 && conditions.codes.includes(code)) return code;
    const known = conditions.categories.join(", ");
    throw new CellScapeError("bad-option", `conditions: expected one that samples have (${known}), got "${name}"`);
  };
  const codes = { from: codeOf(from), to: codeOf(to) };
  if (codes.from === codes.to) {
    throw new CellScapeError("bad-option", `conditions: expected two to compare, got "${from}" twice`);
  }
  const count = (wanted: number) => usable.filter((enough, s) => enough && conditions.codes[s] === wanted).length;
  const [samplesFrom, samplesTo] = [count(codes.from), count(codes.to)];
  const groupOfSample = conditions.codes.map((code, s) => (usable[s] ? code : -1));
  const covariates = adjust ? covariateColumns(adjust, groupOfSample) : [];
  const design = { groupOfSample, groups: conditions.categories.length, ...codes, covariates };
  const counts = [
    [from, samplesFrom],
    [to, samplesTo],
  ] as const;
  return { design, samplesFrom, samplesTo, reason: reasonFor(counts) ?? reasonOf(design, adjust) };
}

/** Whether conditions are confounded with the covariates, and whether residual degrees of freedom are left. */
function reasonOf(design: SampleDesign, adjust: Table | undefined): string | undefined {
  if (!adjust) return undefined;
  const { differences, degrees } = fitSampleModel(new Float64Array(design.groupOfSample.length), design);
  const names = [...adjust.columns.keys()].join(" and ");
  const samples = design.groupOfSample.filter((code) => code >= 0).length;
  if (Number.isNaN(differences[0])) {
    return `nothing to compare: in the ${samples} samples with enough cells, the conditions are confounded with ${names}`;
  }
  if (degrees[0] > 0) return undefined;
  return `no test: adjusting for ${names} leaves no residual degrees of freedom among the ${samples} samples with enough cells`;
}

function reasonFor(counts: readonly (readonly [string, number])[]): string | undefined {
  if (counts.every(([, samples]) => samples >= 2)) return undefined;
  const sizes = counts.map(([name, samples]) => `${samples} of "${name}"`).join(" and ");
  return `no test: two samples per condition are required, as cells of one sample are not replicates; got ${sizes} with enough cells`;
}
