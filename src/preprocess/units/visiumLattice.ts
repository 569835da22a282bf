import type { Dataset } from "../../data/dataset.ts";
import { nearestNeighbors } from "../../math/neighbors/nearest.ts";

/** Spots of Visium lie this far apart, centre to centre, in micrometres (10x Genomics, "Visium Spatial" slides). */
export const visiumSpacingUm = 100;

/** A barcode of 10x, with whatever was put before or behind it. */
const barcode = /(^|[^ACGT])[ACGT]{16}([^ACGT]|$)/;
/** No slide has as many spots. */
const mostSpots = 20_000;
/** Share of spots that have six neighbours at one distance: those inside of the tissue. */
const inside = 0.5;
/** Deviation of a distance from the spacing, as positions are rounded to pixels. */
const tolerance = 0.05;

/**
 * The spacing of spots that lie on a hexagonal lattice and have barcodes of 10x: no other instrument has both. With
 * several samples it is that of each, where they agree.
 *
 * @returns in the unit of the positions; undefined for other data.
 */
export async function visiumSpacing({ cells, positions, samples, obs }: Dataset): Promise<number | undefined> {
  const { values } = positions;
  const column = obs.columns.get("barcode");
  const names = column?.kind === "string" ? column.values.map((name) => name ?? "") : cells;
  if (cells.length < 20 || cells.length > mostSpots * (samples?.names.length ?? 1)) return undefined;
  const coded = (list: readonly string[]) => list.filter((name) => barcode.test(name)).length > 0.9 * list.length;
  if (!coded(cells) && !coded(names)) return undefined;
  const groups = new Map<number, number[]>();
  for (let i = 0; i < cells.length; i++) {
    const of = samples?.codes[i] ?? 0;
    const group = groups.get(of);
    if (group) group.push(i);
    else groups.set(of, [i]);
  }
  const spacings: number[] = [];
  for (const spots of groups.values()) {
    const xy = Float64Array.from(spots.flatMap((i) => [values[2 * i], values[2 * i + 1]]));
    const found = await hexagonalSpacing(xy);
    if (found === undefined || Math.abs(found / (spacings[0] ?? found) - 1) > tolerance) return undefined;
    spacings.push(found);
  }
  return spacings.reduce((a, b) => a + b, 0) / spacings.length;
}

/** The mean distance of neighbours where points lie on a hexagonal lattice; undefined where they do not. */
async function hexagonalSpacing(xy: Float64Array): Promise<number | undefined> {
  const n = xy.length / 2;
  if (n < 20) return undefined;
  const { distances } = await nearestNeighbors({ rows: n, columns: 2, values: xy }, 6);
  const nearest = Float64Array.from({ length: n }, (_, i) => distances[6 * i]).sort();
  const median = nearest[n >> 1];
  if (!(median > 0)) return undefined;
  let [whole, sum, edges] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const near = distances.subarray(6 * i, 6 * i + 6);
    if (!near.every((distance) => Math.abs(distance - median) <= 2 * tolerance * median)) continue;
    whole++;
    for (const distance of near) sum += distance;
    edges += 6;
  }
  return whole > inside * n ? sum / edges : undefined;
}
