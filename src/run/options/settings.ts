import { CellScapeError } from "../../core/errors.ts";
import { checkSettings, type ModelSettings, presets } from "../../methods/cellscape/settings.ts";
import type { Features } from "../artifacts.ts";
import type { Config } from "./config.ts";

/** Settings of the network and what it is fed. */
export interface Settings {
  readonly model: ModelSettings;
  /** Principal components fed to the network, or the genes themselves. */
  readonly components: number | "all";
}

/** Up to this many genes (a targeted panel) each gene counts alike: METHOD, "expression". */
const panelGenes = 200;

/**
 * The preset's settings, with what the user chose in their place.
 *
 * @throws bad-option for settings that do not fit together.
 */
export function resolveSettings(config: Config): Settings {
  const given: Partial<Record<keyof ModelSettings, unknown>> = {
    variant: config.variant,
    start: config.start,
    intrinsic: config.intrinsic,
    gradients: config.gradients,
    layers: config.layers,
    heads: config.heads,
    hidden: config.hidden,
    spatialSize: config.spatialSize,
    intrinsicSize: config.intrinsicSize,
    jointSize: config.jointSize,
    mask: config.maskRate,
    gamma: config.gamma,
    tau: config.tau,
    anchors: config.anchors,
    epochs: config.epochs,
    batch: config.batch === 0 ? "none" : config.batch,
    learningRate: config.learningRate,
    weightDecay: config.weightDecay,
    decayEvery: config.decayEvery,
  };
  const chosen = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const model = { ...presets[config.preset], ...chosen };
  checkSettings(model);
  if (config.saveModel && config.method === "smooth") {
    throw new CellScapeError("bad-option", "--save-model: expected a network, got none with --method smooth");
  }
  return {
    model,
    components: config.components ?? (config.preset === "paper" ? "all" : 128),
  };
}

/** Models of a run. `auto`, which is a number once the data are known, counts as one. */
export function seedCount({ seeds }: Pick<Config, "seeds">): number {
  return seeds === "auto" ? 1 : seeds;
}

/** How genes are scaled: METHOD section 1. */
export function resolveScale({ scale, preset }: Config, genes: number): Features["scale"] {
  if (scale !== undefined && scale !== "auto") return scale;
  if (scale === undefined && preset === "paper") return "none";
  return genes <= panelGenes ? "z-score" : "center";
}
