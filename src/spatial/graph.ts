import { CellScapeError } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { delaunayGraph } from "./delaunay.ts";
import { detectLayout, type Layout } from "./lattice/layout.ts";
import { nearestGraph } from "./nearest.ts";
import { cutBetweenPieces, type Pieces } from "./pieces.ts";
import { areCollinear, expectPositions } from "./positions.ts";

/** Which cells are neighbours; `auto` takes nearest neighbours on a lattice and Delaunay elsewhere. */
export type GraphKind = "auto" | "delaunay" | "nearest";

/** Kind and size of the spatial graph. */
export interface GraphOptions {
  readonly kind?: GraphKind;
  /** Nearest neighbours per cell, for the graph of nearest neighbours. */
  readonly neighbors?: number;
  /** True where the instrument has a lattice, of which the cells may be a part that does not show it. */
  readonly lattice?: boolean;
  /** Longest edge, in the unit of the positions; by default only edges between separate pieces of tissue are cut. */
  readonly radius?: number;
}

/** A spatial graph with how it was made. */
export interface SpatialGraph {
  readonly graph: Graph;
  readonly kind: Exclude<GraphKind, "auto">;
  readonly layout: Layout;
  /** Cells without a neighbour: possible only with a radius. */
  readonly isolated: number;
  /** What was found and built, in one sentence for the user. */
  readonly description: string;
}

/**
 * The spatial graph of a tissue, its kind chosen from the layout unless given.
 *
 * @param positions [n, 2] in any unit, that of the radius.
 * @throws bad-shape, bad-data as `expectPositions`; bad-data when all cells lie on a line and `kind` is not `nearest`;
 * bad-option when `neighbors` is not in 1 .. n - 1 or `radius` is not positive.
 * @see Methods, "Spatial graph".
 * @example
 * import { spatialGraph } from "cellscape/spatial";
 * const { graph, description } = await spatialGraph(data.positions);
 */
export async function buildGraph(
  positions: Matrix,
  { kind = "auto", neighbors = 6, lattice = false, radius = Number.POSITIVE_INFINITY }: GraphOptions = {},
  task: Task = silentTask,
): Promise<SpatialGraph> {
  expectPositions(positions);
  const n = positions.rows;
  if (n < 2) throw new CellScapeError("bad-data", `graph: expected at least 2 cells, got ${n}`);
  if (!(radius > 0)) throw new CellScapeError("bad-option", `graph: expected a radius above 0, got ${radius}`);
  if (kind !== "nearest" && areCollinear(positions)) {
    const way = "if the tissue really is a line, use the graph of nearest neighbours (--graph nearest)";
    throw new CellScapeError(
      "bad-data",
      `positions: expected cells that span a plane, got all ${n} on one line; ${way}`,
    );
  }
  const detected = await detectLayout(positions, task.part(0, 0.2));
  const layout: Layout = lattice ? { ...detected, kind: "lattice" } : detected;
  const chosen = kind === "auto" ? (layout.kind === "lattice" ? "nearest" : "delaunay") : kind;
  const building = task.part(0.2, 1);
  const whole = await (chosen === "nearest"
    ? nearestGraph(positions, { neighbors, radius }, building)
    : delaunayGraph(positions, { radius }, building));
  // A radius that is given decides alone.
  const apart = radius === Number.POSITIVE_INFINITY ? cutBetweenPieces(whole) : undefined;
  const graph = apart?.graph ?? whole;
  let isolated = 0;
  for (let i = 0; i < n; i++) if (graph.starts[i] === graph.starts[i + 1]) isolated++;
  const result = { graph, kind: chosen, layout, isolated };
  return { ...result, description: describe(result, neighbors, radius) + describePieces(apart) };
}

function describe(
  { graph, kind, layout, isolated }: Omit<SpatialGraph, "description">,
  neighbors: number,
  radius: number,
): string {
  const cells = graph.starts.length - 1;
  const edges = graph.targets.length / 2;
  const where = layout.kind === "lattice" ? "a lattice" : "an irregular layout";
  const share = `${Math.round(100 * layout.share)} % of nearest-neighbour distances within 10 % of their median`;
  const how = kind === "nearest" ? `${neighbors} nearest neighbours` : "Delaunay triangulation";
  const cut = Number.isFinite(radius) ? `, edges up to ${radius}` : "";
  const alone = isolated > 0 ? `, ${isolated} cells without a neighbour` : "";
  const mean = ((2 * edges) / cells).toFixed(1);
  return (
    `${cells} cells on ${where} (${share}, ${Number(layout.spacing.toPrecision(4))}); ` +
    `${how}${cut}: ${edges} edges, ${mean} neighbours per cell${alone}`
  );
}

function describePieces(apart: Pieces | undefined): string {
  if (apart === undefined || apart.cut === 0) return "";
  const limit = Number(apart.limit.toPrecision(4));
  return (
    `; ${apart.pieces} separate pieces of tissue: ${apart.cut} edges between them, longer than ${limit} ` +
    "(five times the median edge), were cut (--radius sets the longest edge instead)"
  );
}
