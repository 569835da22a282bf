export type Point = readonly [x: number, y: number];

/** A triangulation, as Delaunator gives it. */
export interface Triangulation {
  /** Three points a triangle. */
  readonly triangles: Uint32Array;
  /** [3 triangles] the same edge seen from the other triangle; -1 at the rim. */
  readonly halfedges: Int32Array;
  /** x, y, x, y, ... */
  readonly coordinates: Float64Array;
}

/**
 * Borders between labelled points: each triangle is divided among its corners along lines between the middles of its
 * edges, or from the middles to its centre where all three corners differ.
 *
 * @param labels label of each point; negative: of nobody. Points at the rim of the triangulation must be of nobody.
 * @returns closed rings of each label 0 .. count - 1; a ring has its label on the left where y grows upwards.
 */
export function boundaryRings(mesh: Triangulation, labels: Int32Array, count: number): Point[][][] {
  const { triangles, halfedges, coordinates } = mesh;
  // Places that borders run through: the middle of edge e (named by the lesser of its two sides), then triangle centres.
  const following: Map<number, number>[] = Array.from({ length: count }, () => new Map());
  const link = (label: number, from: number, to: number) => {
    if (label >= 0) following[label].set(from, to);
  };
  const middle = (edge: number) => (halfedges[edge] >= 0 ? Math.min(edge, halfedges[edge]) : edge);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [labels[triangles[t]], labels[triangles[t + 1]], labels[triangles[t + 2]]];
    if (a === b && b === c) continue;
    const middles = [middle(t), middle(t + 1), middle(t + 2)];
    const turns = areaOf(t) > 0;
    if (a !== b && b !== c && c !== a) {
      const centre = triangles.length + t / 3;
      [a, b, c].forEach((label, corner) => {
        const [next, previous] = [middles[corner], middles[(corner + 2) % 3]];
        const [from, to] = turns ? [next, previous] : [previous, next];
        link(label, from, centre);
        link(label, centre, to);
      });
      continue;
    }
    // The corner that differs, and the two that it is cut off from.
    const odd = a === b ? 2 : b === c ? 0 : 1;
    const [next, previous] = [middles[odd], middles[(odd + 2) % 3]];
    const [from, to] = turns ? [next, previous] : [previous, next];
    link(labels[triangles[t + odd]], from, to);
    link(labels[triangles[t + ((odd + 1) % 3)]], to, from);
  }
  return following.map(ringsOf);

  /** Twice the signed area of a triangle. */
  function areaOf(t: number): number {
    const [[ax, ay], [bx, by], [cx, cy]] = [0, 1, 2].map((corner) => pointAt(triangles[t + corner]));
    return (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  }

  function pointAt(i: number): Point {
    return [coordinates[2 * i], coordinates[2 * i + 1]];
  }

  function placeOf(name: number): Point {
    if (name < triangles.length) {
      const end = name % 3 === 2 ? name - 2 : name + 1;
      const [[ax, ay], [bx, by]] = [pointAt(triangles[name]), pointAt(triangles[end])];
      return [(ax + bx) / 2, (ay + by) / 2];
    }
    const t = 3 * (name - triangles.length);
    const [[ax, ay], [bx, by], [cx, cy]] = [0, 1, 2].map((corner) => pointAt(triangles[t + corner]));
    return [(ax + bx + cx) / 3, (ay + by + cy) / 3];
  }

  /** Every place is passed once by a label at most: following the links gives simple rings. */
  function ringsOf(links: Map<number, number>): Point[][] {
    const rings: Point[][] = [];
    for (const start of links.keys()) {
      const ring: Point[] = [];
      let at: number | undefined = start;
      while (at !== undefined && links.has(at)) {
        ring.push(placeOf(at));
        const next: number | undefined = links.get(at);
        links.delete(at);
        at = next;
      }
      if (at !== start) throw new Error("internal: a border does not close");
      rings.push([...ring, ring[0]]);
    }
    return rings;
  }
}
