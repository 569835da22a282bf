import { resolveSettings, type SampledCells, settle } from "../src/run/options/settings.ts";
import { type ConfigInput, parseConfig, type RunSettings } from "../src/session/options/run.ts";

/** Settings as a run has them, for a data set or for one small sample. */
export function settingsFor(input: ConfigInput, dataset?: SampledCells): RunSettings {
  const config = parseConfig(input);
  return dataset ? settle(config, dataset) : resolveSettings(config, { name: "tissue", cells: 100, samples: 1 });
}
