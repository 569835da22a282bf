import { CellScapeError } from "../../core/errors.ts";
import { flagOf } from "../../core/options/parse.ts";
import type { Config } from "../../run/options/config.ts";
import type { Analysis } from "../analysis.ts";
import { colocalizationInputsStep } from "./inputsStep.ts";
import { colocalizationKeys } from "./keys.ts";
import { colocalizationMethods } from "./methods.ts";
import { type ColocalizationOptions, colocalizationOptions } from "./options.ts";
import { colocalizationPage } from "./page.ts";
import { readGivenTarget } from "./readTarget.ts";
import { colocalizationStep } from "./step.ts";
import { colocalizationTables } from "./table.ts";

/** Whether cells with high values of genes or scores lie near points or a mask. */
export const colocalizationAnalysis = {
  name: "colocalization",
  listed: false,
  options: colocalizationOptions,
  inputs: { target: { load: readGivenTarget } },
  steps: { colocalizationInputs: colocalizationInputsStep, colocalization: colocalizationStep },
  artifacts: ["colocalization"],
  early: ["colocalizationInputs"],
  runs: ({ colocalize }: Config & ColocalizationOptions) => colocalize !== undefined,
  available: expectTarget,
  keys: colocalizationKeys,
  tables: colocalizationTables,
  figures: {
    "colocalization_*": "a gene or score by the distance from given points or a mask",
  },
  pages: [colocalizationPage],
  methods: colocalizationMethods,
} satisfies Analysis;

/** @throws bad-option unless genes go with points or a mask, and the position of a mask with a mask. */
function expectTarget(config: Config & ColocalizationOptions): void {
  const { colocalize, points, maskFile } = config;
  const targets = [points, maskFile].filter((file) => file !== undefined).length;
  if (targets !== (colocalize === undefined ? 0 : 1)) {
    const way = "--colocalize GENE goes with either --points FILE or --mask-file FILE";
    throw new CellScapeError(
      "bad-option",
      colocalize === undefined
        ? `--${points === undefined ? "mask-file" : "points"}: expected genes or scores to test, got none; ${way}`
        : `--colocalize: expected points or a mask, got ${targets === 0 ? "neither" : "both"}; ${way}`,
    );
  }
  for (const name of ["maskPixel", "maskOrigin"] as const) {
    if (config[name] === undefined || maskFile !== undefined) continue;
    throw new CellScapeError(
      "bad-option",
      `--${flagOf(name)}: expected a mask that it positions, got none; add --mask-file`,
    );
  }
}
