import type { Difference } from "./compareTrees.ts";
import type { RecordedRun } from "./recordedRun.ts";
import type { Verdict } from "./verdict.ts";

/** Differences that are printed; more are counted. */
const mostLines = 10;

/** What a comparison found. */
export interface Compared {
  readonly recorded: RecordedRun;
  readonly repeated: RecordedRun;
  readonly verdict: Verdict;
  /** In the order in which a run computes them. */
  readonly differences: readonly Difference[];
  readonly sameProgram: boolean;
  /** Tables of the recorded result that are not beside its manifest. */
  readonly missing: readonly string[];
}

/** The verdict, the differences and what was not compared, one line each. */
export function comparisonLines({ recorded, repeated, verdict, differences, sameProgram, missing }: Compared) {
  const program = ({ version, engine }: RecordedRun) => `cellscape ${version}, engine ${engine}`;
  const how = sameProgram ? program(recorded) : `${program(repeated)}; recorded with ${program(recorded)}`;
  const shown = differences.slice(0, mostLines).map((difference) => `  ${differenceLine(difference)}`);
  const more = differences.length - shown.length;
  return [
    `${verdictWords[verdict]} (${how})`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(missing.length > 0 ? [`  not compared, as they are not beside the manifest: ${missing.join(", ")}`] : []),
  ];
}

const verdictWords: Readonly<Record<Verdict, string>> = {
  "same bytes": "same bytes: result.h5ad and all tables are identical",
  "same values": "same values: all arrays and tables are identical; result.h5ad differs in timings or settings only",
  equivalent: "equivalent: labels are identical, numbers agree within 0.1 % of the largest value",
  different: "different, in the order of computation:",
};

/** One difference in a line: `domains, obs/cellscape_domain: 12 of 1053 labels differ (ARI 0.961)`. */
export function differenceLine({ stage, path, how }: Difference): string {
  return `${stage}, ${path}: ${inWords(how)}`;
}

function inWords(how: Difference["how"]): string {
  switch (how.kind) {
    case "absent":
      return `absent from the ${how.from} result`;
    case "shape":
      return `shape ${how.recorded.join(" x ")} recorded, ${how.repeated.join(" x ")} repeated`;
    case "rows":
      return `${how.recorded} rows recorded, ${how.repeated} repeated`;
    case "labels":
      return `${how.differing} of ${how.of} labels differ (ARI ${how.ari.toFixed(3)})`;
    case "values":
      return `${how.differing} of ${how.of} values differ`;
    case "numbers":
      return `largest difference ${how.largest.toPrecision(3)} (values up to ${how.scale.toPrecision(3)})`;
    case "text":
      return "the same values, in another order of columns or another notation";
  }
}
