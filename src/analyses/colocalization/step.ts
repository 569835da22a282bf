import { CellScapeError } from "../../core/errors.ts";
import { createRandom } from "../../core/random.ts";
import type { Artifacts, StepContext } from "../../run/artifacts.ts";
import { optionalAnew, type Step } from "../../run/step.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { colocalization } from "./colocalization.ts";
import { targetDistances } from "./colocalizationTarget.ts";
import { colocalizedValues } from "./colocalizedColumn.ts";
import type { ColocalizationMade, Colocalizations } from "./made.ts";
import type { ColocalizationOptions, ColocalizationTestOptions } from "./options.ts";
import type { TargetInput } from "./readTarget.ts";

/** How genes and scores are tested beside each other. */
export interface TestedTogether {
  /**
   * True for the only gene or score of the work: all random numbers are its, and it is refused when no cell or every cell
   * is high in it. Otherwise the numbers of one do not depend on the others, and it is left out with a warning.
   */
  readonly alone?: boolean;
}

/** Test whether cells that are high in the genes and scores of `--colocalize` lie near the points or the mask. */
export function makeColocalization(
  {
    selection,
    allGenes,
    colocalizationInputs,
  }: Pick<Artifacts, "selection"> & AllGenesMade & Pick<ColocalizationMade, "colocalizationInputs">,
  { config, inputs, report }: StepContext<Options, TargetInput>,
  { alone = false }: TestedTogether = {},
): Colocalizations {
  const target = inputs?.target;
  if (!target) throw new Error("internal: colocalization needs points or a mask");
  const { positions, cells } = selection;
  const { place, samples, columns } = colocalizationInputs;
  const rng = createRandom(config.seed).split("colocalize");
  const found: Colocalizations["found"][number][] = [];
  const leftOut: string[] = [];
  for (const column of columns) {
    const of = column.name;
    const values = colocalizedValues(column, cells, allGenes.expression);
    const own = { positions, values, ...(samples ? { samples } : {}) };
    try {
      const streamName = column.kind === "obs" ? `obs/${of}` : of;
      const test = { ...testOf(config), rng: alone ? rng : rng.split(streamName) };
      found.push({ of, ...colocalization(own, place, test) });
    } catch (error) {
      if (!(error instanceof CellScapeError) || error.code !== "bad-data" || alone) throw error;
      leftOut.push(of);
      report({ kind: "warning", step: "colocalization", text: `${of} is left out: ${error.message}` });
    }
  }
  for (const { of, high, nearness, pValue } of found) {
    const share = (100 * nearness).toFixed(1);
    const text = `${of}: ${high} high cells, nearer to the ${target.kind} than another cell in ${share} % of pairs (p = ${pValue.toPrecision(2)})`;
    report({ kind: "note", step: "colocalization", text });
  }
  const { kind, file } = target;
  const { outline, sampleOf } = place;
  return { kind, file, outline, sampleOf, distances: targetDistances(place, positions, samples), found, leftOut };
}

/** The settings of the test; its results hold the rest. */
function testOf({ threshold, highShare, permutations, null: kind }: Partial<ColocalizationTestOptions>) {
  return {
    ...(threshold === undefined ? {} : { threshold }),
    ...(highShare === undefined ? {} : { highShare }),
    ...(permutations === undefined ? {} : { permutations }),
    ...(kind === undefined ? {} : { null: kind }),
  };
}

export const colocalizationStep: Step<Colocalizations, Inputs, Options, TargetInput> = {
  does: ({ colocalize = [] }) => `Testing colocalisation of ${colocalize.join(", ")}`,
  needs: () => ["selection", "allGenes", "colocalizationInputs"],
  policy: optionalAnew,
  run: (made, context) => makeColocalization(made, context),
};

type Inputs = Pick<Artifacts, "selection"> & AllGenesMade & Pick<ColocalizationMade, "colocalizationInputs">;
type Options = ColocalizationOptions & Partial<ColocalizationTestOptions>;
