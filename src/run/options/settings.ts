import { CellScapeError } from "../../core/errors.ts";
import { type CellScapeOptions, cellscapeOptions, checkOptions, presets } from "../../methods/cellscape/options.ts";
import type { Features } from "../artifacts.ts";
import type { Config } from "./config.ts";

/** Settings of the network and what it is fed. */
export interface Settings {
  readonly model: CellScapeOptions;
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
  const given = Object.entries(config).filter(([name]) => name in cellscapeOptions.table);
  const chosen = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  const model: CellScapeOptions = { ...presets[config.preset].options, ...chosen };
  checkOptions(model);
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
