import type { Random } from "../core/random.ts";
import type { Sites } from "./positions.ts";

/** Between pieces, and how far they are shifted against each other at most, in micrometres per spacing. */
const APART = 12;
const SHIFT = 20;

/** The sites torn into pieces along upright lines, each half as wide as the one before, apart and shifted. */
export function tornInto(pieces: number, sites: Sites, spacing: number, rng: Random): Sites {
  if (pieces === 1) return sites;
  const { positions, width, height } = sites;
  const shifts = Array.from({ length: pieces }, () => SHIFT * spacing * rng.uniform());
  const total = 2 - 2 ** (1 - pieces);
  const torn = positions.slice();
  for (let i = 0; i < positions.length; i += 2) {
    const share = (positions[i] / width) * total;
    // Pieces end where 1, 1 + 1/2, 1 + 1/2 + 1/4 ... of the total do.
    const piece = Math.min(pieces - 1, Math.floor(-Math.log2(1 - share / 2)));
    torn[i] += piece * APART * spacing;
    torn[i + 1] += shifts[piece];
  }
  return { positions: torn, width: width + (pieces - 1) * APART * spacing, height: height + SHIFT * spacing };
}
