/** Pixels of two scans of one microscope differ by less than this share. */
const most = 0.01;

/**
 * The unit of the positions of several samples, each of which keeps its own positions.
 *
 * @param units micrometres in one unit of each; undefined where it is not known.
 * @returns their mean where they differ by at most 1 %, so that no distance is off by more; none otherwise, with a note where all
 * are known.
 */
export function sharedUnit(units: readonly (number | undefined)[]): {
  readonly unitUm?: number;
  readonly notes: readonly string[];
} {
  const known = units.filter((unit) => unit !== undefined);
  if (known.length === 0 || known.length < units.length) return { notes: [] };
  const [least, largest] = [Math.min(...known), Math.max(...known)];
  if (least === largest) return { unitUm: least, notes: [] };
  const range = `from ${short(least)} to ${short(largest)} um`;
  if (largest > (1 + most) * least) {
    const why = "without a common one there is no scale bar (--unit-um sets it)";
    return { notes: [`positions of the samples are in units ${range}: ${why}`] };
  }
  const unitUm = known.reduce((sum, unit) => sum + unit, 0) / known.length;
  const note = `positions of the samples are in units ${range}: scale bars and distances take their mean, ${short(unitUm)} um`;
  return { unitUm, notes: [note] };
}

const short = (value: number) => String(Number(value.toPrecision(4)));
