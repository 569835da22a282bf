import { withThreads } from "./threads.ts";

/**
 * Settings of the analyses that a command with options of its own computes: what else the user gave, over as many threads as there are.
 *
 * @param own options of the command itself.
 */
export function analysisConfig(
  given: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const settings = Object.entries(given).filter(([name]) => !Object.hasOwn(own, name));
  return withThreads(Object.fromEntries(settings));
}
