import type { Arrangement, Drawing, Regions } from "./arrangement.ts";
import { scattered } from "./blobs.ts";

/** Nests of each domain but the first, share of the tissue that all together would cover, and spread of their log radius. */
const NESTS_PER_DOMAIN = 5;
const COVERED = 0.6;
const RADIUS_SPREAD = 0.4;

/** Waves along the outline of a nest, and how far they reach, as a share of its radius. */
const WAVES = [3, 5];
const AMPLITUDE = 0.2;

/** Islands of unequal size and uneven outline, as of a tumour, in a first domain that holds the rest. */
export function drawNests({ domains, sizes, rng }: Drawing): Arrangement {
  const count = (domains - 1) * NESTS_PER_DOMAIN;
  const centres = scattered(count, rng);
  const nests = Array.from({ length: count }, (_, at): Nest => {
    const domain = 1 + (at % (domains - 1));
    return {
      ...{ domain, x: centres[2 * at], y: centres[2 * at + 1] },
      radius: Math.exp(RADIUS_SPREAD * rng.normal()) * Math.sqrt(sizes[domain]),
      phases: WAVES.map(() => 2 * Math.PI * rng.uniform()),
    };
  });
  const area = nests.reduce((sum, { radius }) => sum + Math.PI * radius ** 2, 0);
  const scale = Math.sqrt(COVERED / area);
  const scaled = nests.map((nest) => ({ ...nest, radius: scale * nest.radius }));
  return { at: (x, y) => nestsAt(x, y, scaled) };
}

interface Nest {
  readonly domain: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly phases: readonly number[];
}

function nestsAt(x: Float64Array, y: Float64Array, nests: readonly Nest[]): Regions {
  const domain = new Int32Array(x.length);
  const next = new Int32Array(x.length);
  const distance = new Float64Array(x.length).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < x.length; i++) {
    // How far the cell lies beyond each outline; the deepest one holds it.
    let least = Number.POSITIVE_INFINITY;
    for (const nest of nests) {
      const beyond = beyondOutline(nest, x[i], y[i]);
      if (beyond >= least) continue;
      least = beyond;
      domain[i] = beyond < 0 ? nest.domain : 0;
      next[i] = beyond < 0 ? 0 : nest.domain;
      distance[i] = Math.abs(beyond);
    }
  }
  return { domain, next, distance };
}

function beyondOutline({ x, y, radius, phases }: Nest, atX: number, atY: number): number {
  const angle = Math.atan2(atY - y, atX - x);
  const wave = WAVES.reduce((sum, count, w) => sum + AMPLITUDE * Math.sin(count * angle + phases[w]), 0);
  return Math.hypot(atX - x, atY - y) - radius * (1 + wave / WAVES.length);
}
