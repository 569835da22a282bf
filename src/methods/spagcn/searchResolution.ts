/** Where the search begins, and by how much it moves first. */
const start = { resolution: 0.7, step: 0.1 };
/** Trials beside the first. */
const most = 10;

/** Trials of a search at most. */
export const mostTrials = most + 1;

/**
 * The resolution of the start at which training ends with a number of domains: steps towards it while trials stay on one side,
 * half the step where one comes out on the other. The number may be missed.
 *
 * @param domainsAt domains at the end of a short training from a start with that resolution.
 */
export async function searchResolution(
  wanted: number,
  domainsAt: (resolution: number, trial: number) => Promise<number>,
): Promise<number> {
  let { resolution, step } = start;
  let found = await domainsAt(resolution, 0);
  for (let trial = 1; found !== wanted && trial <= most; trial++) {
    const sign = found < wanted ? 1 : -1;
    const next = resolution + sign * step;
    const then = await domainsAt(next, trial);
    if (then !== wanted && then < wanted !== found < wanted) step /= 2;
    else {
      resolution = next;
      found = then;
    }
  }
  return resolution;
}
