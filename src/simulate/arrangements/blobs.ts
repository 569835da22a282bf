import type { Random } from "../../core/random.ts";
import type { Arrangement, Drawing, Regions } from "./arrangement.ts";

/** Blobs for each domain, on average. */
const BLOBS_PER_DOMAIN = 2;

/** Regions around centres that keep apart, some domains with several. */
export function drawBlobs({ domains, sizes, rng }: Drawing): Arrangement {
  const blobs = domains * BLOBS_PER_DOMAIN;
  const centres = scattered(blobs, rng);
  // Every domain has a blob; who has the others is chance.
  const domainOf = Int32Array.from({ length: blobs }, (_, blob) => (blob < domains ? blob : rng.integer(domains)));
  return { at: (x, y) => blobsAt(x, y, { centres, domainOf, sizes }) };
}

interface Blobs {
  /** [blobs, 2] in the unit square. */
  readonly centres: Float64Array;
  /** [blobs] */
  readonly domainOf: Int32Array;
  readonly sizes: Float64Array;
}

/** The domain of the nearest centre, distances divided by the size of its domain. */
function blobsAt(x: Float64Array, y: Float64Array, { centres, domainOf, sizes }: Blobs): Regions {
  const domain = new Int32Array(x.length);
  const next = new Int32Array(x.length);
  const distance = new Float64Array(x.length);
  const reach = new Float64Array(sizes.length);
  for (let i = 0; i < x.length; i++) {
    reach.fill(Number.POSITIVE_INFINITY);
    for (let blob = 0; blob < domainOf.length; blob++) {
      const k = domainOf[blob];
      const squared = (x[i] - centres[2 * blob]) ** 2 + (y[i] - centres[2 * blob + 1]) ** 2;
      reach[k] = Math.min(reach[k], squared / sizes[k] ** 2);
    }
    for (let k = 1; k < reach.length; k++) if (reach[k] < reach[domain[i]]) domain[i] = k;
    next[i] = nextOf(reach, domain[i]);
    // Half the difference of the distances to the two centres: exact on the line between them.
    const apart = Math.sqrt(reach[next[i]]) - Math.sqrt(reach[domain[i]]);
    distance[i] = next[i] === domain[i] ? Number.POSITIVE_INFINITY : apart / 2;
  }
  return { domain, next, distance };
}

/** The domain of the least reach but one; the own one where there is no other. */
function nextOf(reach: Float64Array, own: number): number {
  let next = own;
  for (let k = 0; k < reach.length; k++) if (k !== own && (next === own || reach[k] < reach[next])) next = k;
  return next;
}

/** Points of the unit square that keep apart: each is the candidate of eight that is farthest from those before it. */
export function scattered(count: number, rng: Random): Float64Array {
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
