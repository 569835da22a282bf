import type { Random } from "../core/random.ts";
import type { Task } from "../core/task.ts";
import { type Arrangement, exchange, exchangeGain, exchangeGains, gainsAtOnce } from "./arrangement.ts";
import type { Places } from "./places.ts";

/** Gains below this are rounding: distances are float32 numbers up to 1. */
const LEAST_GAIN = 1e-7;

/**
 * Lower the distortion by simulated annealing over exchanges of any two genes, then by every exchange that helps, until
 * none does. For few genes: 20 p^2 trials of cost p each.
 */
export async function polishAll(arrangement: Arrangement, rng: Random, task: Task): Promise<void> {
  const { count } = arrangement;
  if (count < 2) return;
  await anneal(arrangement, rng, task);
  for (let improved = true; improved; ) {
    improved = false;
    for (let a = 0; a < count; a++) {
      for (let b = a + 1; b < count; b++) {
        if (exchangeGain(arrangement, a, b) <= LEAST_GAIN) continue;
        exchange(arrangement, a, b);
        improved = true;
      }
    }
  }
}

/** Trials between two updates of the task, some hundredths of a second. */
const PIECE_TRIALS = 1 << 17;

/** The temperature falls from 0.3 to 0.003 of a random exchange's effect: 1 would forget the start. */
async function anneal(arrangement: Arrangement, rng: Random, task: Task): Promise<void> {
  const { count } = arrangement;
  const trials = 20_000 + 20 * count * count;
  const effects = 200;
  let effect = 0;
  for (let trial = 0; trial < effects; trial++) {
    effect += Math.abs(exchangeGain(arrangement, rng.integer(count), rng.integer(count))) / effects;
  }
  let temperature = 0.3 * effect;
  const cooling = 0.01 ** (1 / trials);
  for (let trial = 0; trial < trials; trial++, temperature *= cooling) {
    if (trial > 0 && trial % PIECE_TRIALS === 0) await task.update(trial / trials);
    const a = rng.integer(count);
    const b = rng.integer(count);
    if (a === b) continue;
    const gain = exchangeGain(arrangement, a, b);
    if (gain > 0 || rng.uniform() < Math.exp(gain / temperature)) exchange(arrangement, a, b);
  }
}

/** Rounds of `polishNear` at most; it mostly ends by itself. */
const MOST_ROUNDS = 30;
/** How often a gene is tried in all of them, as a rule: in the first three, and then fewer and fewer are. */
const USUAL_TRIES = 4.5;
/** Genes tried between two updates of the task, some hundredths of a second. */
const PIECE_GENES = 128;

/**
 * Lower the distortion by exchanges that are likely to help: a gene with those up to two steps away, and with those on
 * and beside the places of the genes most correlated with it. A gene that did not move since it was last tried is
 * not tried again.
 *
 * @param partners [p, k] the genes nearest to each gene
 */
export async function polishNear(
  arrangement: Arrangement,
  places: Places,
  partners: Int32Array,
  task: Task,
): Promise<void> {
  const { count, geneAt } = arrangement;
  const { side, position } = places;
  const k = partners.length / count;
  const placeOf = new Int32Array(count);
  const placeAt = new Int32Array(side * side).fill(-1);
  for (let place = 0; place < count; place++) {
    placeOf[geneAt[place]] = place;
    placeAt[position[place]] = place;
  }
  const around = { wide: offsets(2), narrow: offsets(1) };

  let moved = new Uint8Array(count).fill(1);
  let movedNext = new Uint8Array(count);
  const triedFor = new Int32Array(count).fill(-1);

  /** The next place to try a gene at, from a step of its trials on, and the step behind it. */
  const nextTrial = (gene: number, from: Step): Step | undefined => {
    let { partner, offset, centre } = from;
    for (;;) {
      const steps = partner < 0 ? around.wide : around.narrow;
      if (offset === steps.length) {
        if (++partner === k) return undefined;
        offset = 0;
        centre = placeOf[partners[gene * k + partner]];
        continue;
      }
      const [down, right] = steps[offset++];
      const row = Math.floor(position[centre] / side) + down;
      const column = (position[centre] % side) + right;
      if (row < 0 || column < 0 || row >= side || column >= side) continue;
      const place = placeAt[row * side + column];
      if (place < 0 || place === placeOf[gene] || triedFor[place] === gene) continue;
      triedFor[place] = gene;
      return { partner, offset, centre, place };
    }
  };

  const others = new Int32Array(gainsAtOnce);
  const gains = new Float64Array(gainsAtOnce);
  const tryAll = (gene: number) => {
    let at: Step | undefined = { partner: -1, offset: 0, centre: placeOf[gene], place: -1 };
    while (at) {
      const trials: Step[] = [];
      while (at && trials.length < gainsAtOnce) {
        at = nextTrial(gene, at);
        if (at) trials.push(at);
      }
      if (trials.length === 0) return;
      const a = placeOf[gene];
      others.forEach((_, t) => {
        others[t] = trials[Math.min(t, trials.length - 1)].place;
      });
      exchangeGains(arrangement, a, others, gains);
      const better = trials.findIndex((_, t) => gains[t] > LEAST_GAIN);
      if (better < 0) continue;
      // What would be tried next depends on where the gene is now.
      for (const { place } of trials.slice(better + 1)) triedFor[place] = -1;
      at = trials[better];
      const b = at.place;
      exchange(arrangement, a, b);
      placeOf[geneAt[a]] = a;
      placeOf[geneAt[b]] = b;
      movedNext[geneAt[a]] = movedNext[geneAt[b]] = 1;
    }
  };

  let tried = 0;
  for (let round = 0; round < MOST_ROUNDS && moved.includes(1); round++) {
    triedFor.fill(-1);
    for (let gene = 0; gene < count; gene++) {
      if (moved[gene] === 0) continue;
      if (++tried % PIECE_GENES === 0) await task.update(Math.min(1, tried / (USUAL_TRIES * count)));
      tryAll(gene);
    }
    [moved, movedNext] = [movedNext, moved];
    movedNext.fill(0);
  }
}

/** A trial of a gene at a place: around which of its partners, -1 for itself, and where the trials go on. */
interface Step {
  readonly partner: number;
  readonly offset: number;
  /** Place of the partner when trials around it began. */
  readonly centre: number;
  readonly place: number;
}

/** Steps (down, right) to the places within `radius`, the centre included. */
function offsets(radius: number): [number, number][] {
  const steps: [number, number][] = [];
  for (let down = -radius; down <= radius; down++) {
    for (let right = -radius; right <= radius; right++) {
      if (down * down + right * right <= radius * radius) steps.push([down, right]);
    }
  }
  return steps;
}
