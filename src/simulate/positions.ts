import type { Random } from "../core/random.ts";
import type { Layout } from "./options.ts";

/** Where the cells of one sample lie. */
export interface Sites {
  /** [n, 2] in micrometres, x then y, from 0. */
  readonly positions: Float64Array;
  /** Extent in micrometres, at least one spacing. */
  readonly width: number;
  readonly height: number;
}

/** How far an irregular cell strays from its lattice site, in spacings: far enough to hide the lattice. */
const STRAY = 0.42;

/**
 * `count` sites about `spacing` apart that fill a nearly square piece of tissue row by row.
 */
export function placeCells(count: number, layout: Layout, spacing: number, rng: Random): Sites {
  const hexagonal = layout !== "square";
  const rowHeight = hexagonal ? (spacing * Math.sqrt(3)) / 2 : spacing;
  const columns = Math.max(1, Math.ceil(Math.sqrt((count * rowHeight) / spacing)));
  const rows = Math.ceil(count / columns);
  const positions = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i / columns);
    const column = i % columns;
    let x = (column + (hexagonal && row % 2 === 1 ? 0.5 : 0)) * spacing;
    let y = row * rowHeight;
    if (layout === "irregular") {
      x += (STRAY + STRAY * (2 * rng.uniform() - 1)) * spacing;
      y += (STRAY + STRAY * (2 * rng.uniform() - 1)) * spacing;
    }
    positions[2 * i] = x;
    positions[2 * i + 1] = y;
  }
  return { positions, width: (columns + 0.5) * spacing, height: Math.max(spacing, rows * rowHeight) };
}
