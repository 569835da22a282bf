import type { Random } from "../core/random.ts";
import type { Arrangement } from "./options.ts";
import type { Sites } from "./positions.ts";

/** What all samples of a tissue share of its anatomy. */
export interface Anatomy {
  readonly arrangement: Arrangement;
  /** [domains] share of each layer in the depth of the tissue; they add up to 1. */
  readonly thickness: Float64Array;
  /** [blobs, 2] centres in the unit square. */
  readonly centres: Float64Array;
  /** [blobs] */
  readonly domainOfBlob: Int32Array;
}

/** Blobs for each domain, on average. */
const BLOBS_PER_DOMAIN = 2;

/** Draws where domains lie: widths of stripes and layers, and centres of blobs. */
export function drawAnatomy(arrangement: Arrangement, domains: number, rng: Random): Anatomy {
  const thickness = Float64Array.from({ length: domains }, () => 0.6 + 0.8 * rng.uniform());
  const total = thickness.reduce((sum, share) => sum + share, 0);
  const blobs = domains * BLOBS_PER_DOMAIN;
  return {
    arrangement,
    thickness: thickness.map((share) => share / total),
    centres: scattered(blobs, rng),
    // Every domain has a blob; who has the others is chance.
    domainOfBlob: Int32Array.from({ length: blobs }, (_, blob) => (blob < domains ? blob : rng.integer(domains))),
  };
}

/**
 * The domain of each cell of one sample; samples differ by how their tissue is bent.
 *
 * @returns [n] 0 .. domains - 1
 */
export function domainsOf({ positions, width, height }: Sites, anatomy: Anatomy, rng: Random): Int32Array {
  const n = positions.length / 2;
  const phases = Array.from({ length: 4 }, () => 2 * Math.PI * rng.uniform());
  const [tilt, lean] = [0.1 * (rng.uniform() - 0.5), 0.06 * (rng.uniform() - 0.5)];
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const u = positions[2 * i] / width;
    const v = positions[2 * i + 1] / height;
    x[i] = u + lean * v + 0.03 * Math.sin(5 * v + phases[0]) + 0.015 * Math.sin(11 * u + phases[1]);
    y[i] = v + tilt * u + 0.03 * Math.sin(5 * u + phases[2]) + 0.015 * Math.sin(11 * u + phases[3]);
  }
  return anatomy.arrangement === "layers" ? layers(x, y, anatomy) : blobs(x, y, anatomy);
}

/** Rings around a centre beyond the deep side, cut so that each layer has its share of the cells. */
function layers(x: Float64Array, y: Float64Array, { thickness }: Anatomy): Int32Array {
  const depth = x.map((value, i) => -Math.hypot(value - 0.5, y[i] - 1.9));
  const sorted = depth.slice().sort();
  const bounds: number[] = [];
  let below = 0;
  for (const share of thickness.subarray(0, -1)) {
    below += share;
    bounds.push(sorted[Math.min(sorted.length - 1, Math.floor(below * sorted.length))]);
  }
  return Int32Array.from(depth, (value) => {
    let layer = 0;
    while (layer < bounds.length && value >= bounds[layer]) layer++;
    return layer;
  });
}

/** The domain of the nearest centre. */
function blobs(x: Float64Array, y: Float64Array, { centres, domainOfBlob }: Anatomy): Int32Array {
  const domain = new Int32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    let least = Number.POSITIVE_INFINITY;
    for (let blob = 0; blob < domainOfBlob.length; blob++) {
      const distance = (x[i] - centres[2 * blob]) ** 2 + (y[i] - centres[2 * blob + 1]) ** 2;
      if (distance >= least) continue;
      least = distance;
      domain[i] = domainOfBlob[blob];
    }
  }
  return domain;
}

/** Points of the unit square that keep apart: each is the candidate of eight that is farthest from those before it. */
function scattered(count: number, rng: Random): Float64Array {
  const points = new Float64Array(2 * count);
  for (let point = 0; point < count; point++) {
    let farthest = -1;
    for (let candidate = 0; candidate < 8; candidate++) {
      const [x, y] = [rng.uniform(), rng.uniform()];
      let nearest = Number.POSITIVE_INFINITY;
      for (let other = 0; other < point; other++) {
        nearest = Math.min(nearest, (x - points[2 * other]) ** 2 + (y - points[2 * other + 1]) ** 2);
      }
      if (nearest <= farthest) continue;
      farthest = nearest;
      points[2 * point] = x;
      points[2 * point + 1] = y;
    }
  }
  return points;
}
