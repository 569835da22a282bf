import { CellScapeError } from "../../core/errors.ts";
import { type ChosenMethod, chooseMethod } from "../../methods/chosenMethod.ts";
import { methodNamed } from "../../methods/registry.ts";
import type { Features } from "../artifacts.ts";
import type { Config } from "./config.ts";

/** Up to this many genes (a targeted panel) each gene counts alike: METHOD, "expression". */
const panelGenes = 200;
/** Principal components of the input where neither the user nor the preset says. */
const usualComponents = 128;

/**
 * The method of a run with all of its options: those of the preset, with what the user chose in their place.
 *
 * @throws bad-option for an unknown method or preset, and options that do not fit together.
 */
export function chosenMethod(config: Config): ChosenMethod {
  const { table } = methodNamed(config.method).options;
  const given = Object.fromEntries(Object.entries(config).filter(([name]) => name in table));
  const chosen = chooseMethod({ method: config.method, preset: config.preset, given });
  if (config.saveModel && !chosen.method.transfer) {
    throw new CellScapeError("bad-option", `--save-model: expected a network, got none with --method ${config.method}`);
  }
  return chosen;
}

/** Principal components of the input, or the genes themselves. */
export function componentsOf(config: Config): number | "all" {
  return config.components ?? chosenMethod(config).run.components ?? usualComponents;
}

/** Models of a run. `auto`, which is a number once the data are known, counts as one. */
export function seedCount({ seeds }: Pick<Config, "seeds">): number {
  return seeds === "auto" ? 1 : seeds;
}

/** How genes are scaled: METHOD section 1. */
export function resolveScale(config: Config, genes: number): Features["scale"] {
  const { scale = chosenMethod(config).run.scale ?? "auto" } = config;
  if (scale !== "auto") return scale;
  return genes <= panelGenes ? "z-score" : "center";
}
