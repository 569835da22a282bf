import type { GenePlan, PlainSettings } from "../../cohort/records.ts";
import { CellScapeError } from "../../core/errors.ts";
import { flagOf } from "../../core/options/parse.ts";
import { type CohortJob, ownerOf } from "../options/cohort.ts";
import { type ConfigInput, parseConfig, type RunConfig } from "../options/run.ts";

/** Options as typed, by name. */
export type GivenSettings = Readonly<Record<string, unknown>>;

/**
 * Settings that a job takes, as they are recorded: those that are given, in the order of their names.
 *
 * @throws bad-option for a setting of another job, naming that one.
 */
export function settingsFor(job: CohortJob, given: GivenSettings): PlainSettings {
  const own = Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name] of own) {
    const owners = ownerOf(name);
    if (owners.includes(job)) continue;
    const way = owners.length === 0 ? "it has no meaning in a cohort" : `give it to cohort ${owners.join(" or ")}`;
    throw new CellScapeError("bad-option", `cohort ${job}: expected no --${flagOf(name)}; ${way}`);
  }
  return Object.fromEntries(own);
}

/** The settings of a job: those of the cohort, of how the sample is read, and of this call, the later ones first. */
export function configOf(
  plan: Pick<GenePlan, "settings"> | undefined,
  reading: PlainSettings,
  given: GivenSettings = {},
): RunConfig {
  // Options that were given: `parseConfig` checks each.
  return parseConfig({ ...plan?.settings, ...reading, ...given } as ConfigInput);
}

/** How a sample is read, without what names a file of this machine. */
export function readingOf(settings: PlainSettings): PlainSettings {
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => name !== "positions" || /^obsm?\//.test(String(value))),
  );
}
