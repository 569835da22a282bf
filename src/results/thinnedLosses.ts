/** Steps whose losses the manifest lists at most. */
const most = 2000;

type Losses = Readonly<Record<string, Readonly<Record<string, ArrayLike<number>>>>>;

/**
 * A run's record for its manifest, which is text: of long trainings every k-th step, from the first on, with k as
 * `losses_every`. `uns['cellscape']` of result.h5ad holds every step.
 */
export function thinnedLosses(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!record.losses) return record;
  // `runRecord` made them.
  const losses = record.losses as Losses;
  const lengths = Object.values(losses).flatMap((seed) => Object.values(seed).map(({ length }) => length));
  const every = Math.ceil(Math.max(0, ...lengths) / most);
  if (every <= 1) return record;
  const some = (values: ArrayLike<number>) => Array.from(values).filter((_, step) => step % every === 0);
  const ofSeed = (seed: Losses[string]) =>
    Object.fromEntries(Object.entries(seed).map(([name, values]) => [name, some(values)]));
  return {
    ...record,
    losses: Object.fromEntries(Object.entries(losses).map(([seed, values]) => [seed, ofSeed(values)])),
    losses_every: every,
  };
}
