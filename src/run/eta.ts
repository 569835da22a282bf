/** Says how long a step still takes, from what it took so far. */
export interface Eta {
  /**
   * @param seconds since the step began.
   * @param done of `total` units of work that are finished, never less than at the last call; `before`: those that were
   *   finished when the step began, the same at every call.
   * @returns seconds left; undefined while nothing is known.
   */
  update(seconds: number, work: Work): number | undefined;
}

interface Work {
  readonly done: number;
  readonly total: number;
  readonly before?: number;
}

interface Mark {
  readonly seconds: number;
  readonly done: number;
}

/** So many marks at most: more are thinned, which changes the estimate little. */
const mostMarks = 512;
/** A unit slower than three quarters of the others by this factor counts as no slower: a pause is not a pace. */
const outlier = 1.5;

/** Until so many seconds have passed, nothing is foreseen from the first units, which pay for preparations. */
const settled = 5;

/**
 * Time left by the pace of the later half of the work done so far. The first unit is left out as soon as there are three:
 * it pays for preparations. A mean of the units, since slow ones come again, but with outliers cut down.
 */
export function createEta(): Eta {
  let marks: Mark[] = [];
  return {
    update(seconds, { done, total, before = 0 }) {
      if (marks.length === 0) marks.push({ seconds: 0, done: before });
      const last = marks[marks.length - 1];
      if (done > last.done) marks.push({ seconds, done });
      if (marks.length > mostMarks) marks = marks.filter((_, at) => at % 2 === 0 || at === marks.length - 1);
      if (done >= total) return 0;
      if (seconds < settled && marks.length <= 3) return undefined;
      const pace = recentPace(marks);
      if (pace === undefined) return undefined;
      // What has passed of the unit under way is no longer to come.
      const underWay = Math.min(seconds - marks[marks.length - 1].seconds, pace);
      return Math.max(0, pace * (total - done) - underWay);
    },
  };
}

/** Seconds a unit over the later half of the work. */
function recentPace(marks: readonly Mark[]): number | undefined {
  if (marks.length < 2) return undefined;
  const half = (marks[0].done + marks[marks.length - 1].done) / 2;
  const spans = marks.slice(1).map(({ seconds, done }, at) => {
    const units = done - marks[at].done;
    return { pace: (seconds - marks[at].seconds) / units, units, from: marks[at].done };
  });
  const warm = spans.length >= 3 ? spans.slice(1) : spans;
  const recent = warm.filter(({ from }) => from >= half);
  const used = recent.length >= 3 ? recent : warm.slice(-3);
  const sorted = used.map(({ pace }) => pace).sort((a, b) => a - b);
  const most = outlier * sorted[Math.floor(0.75 * sorted.length)];
  let seconds = 0;
  let units = 0;
  for (const span of used) {
    seconds += Math.min(span.pace, most) * span.units;
    units += span.units;
  }
  return seconds / units;
}
