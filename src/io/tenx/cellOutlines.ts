import { z } from "zod";
import { CellScapeError } from "../../core/errors.ts";
import { addRing, centroidOf, emptySums } from "../assembly/centroid.ts";
import type { PositionTable } from "../assembly/positionTable.ts";
import { unpackedBytes } from "../bytes/byteStream.ts";
import type { Source } from "../source.ts";

/** No outline of a cell has as many characters. */
const longestOutline = 1 << 22;

const ring = z.array(z.array(z.number()).min(2)).min(1);
const feature = z.object({
  geometry: z.discriminatedUnion("type", [
    z.object({ type: z.literal("Polygon"), coordinates: z.array(ring) }),
    z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(ring)) }),
  ]),
  properties: z.object({ cell_id: z.number().int().min(0) }),
});

/**
 * Cells of Space Ranger 4 with the centroids of their outlines, in pixels of the full-resolution image; the file is read
 * piece by piece. Cell 1 has the barcode `cellid_000000001-1`.
 *
 * @param from what to call it.
 * @throws bad-file when it is no GeoJSON collection of polygons with a `cell_id`.
 * @see 10x Genomics, "Segmented Outputs" of Space Ranger 4
 */
export async function readCellOutlines(source: Source, from: string): Promise<PositionTable> {
  const names: string[] = [];
  const xy: number[] = [];
  for await (const text of featuresOf(source)) {
    const { id, x, y } = cellOf(source, text);
    names.push(`cellid_${String(id).padStart(9, "0")}-1`);
    xy.push(x, y);
  }
  if (names.length === 0) throw wrong(source, "none");
  return { from, taken: ["cell_id", "geometry"], names, xy: Float64Array.from(xy), columns: new Map() };
}

function cellOf(source: Source, text: string): { id: number; x: number; y: number } {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (cause) {
    throw wrong(source, `${text.slice(0, 60)} ...`, cause);
  }
  const parsed = feature.safeParse(found);
  if (!parsed.success) throw wrong(source, `${text.slice(0, 60)} ...`, parsed.error);
  const { geometry, properties } = parsed.data;
  const sums = emptySums();
  for (const rings of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) {
    for (const [j, corners] of rings.entries()) {
      const corner = (at: number): [number, number] => [corners[at][0], corners[at][1]];
      addRing(sums, { corners: corners.length, corner, hole: j > 0 });
    }
  }
  const [x, y] = centroidOf(sums);
  return { id: properties.cell_id, x, y };
}

/** The text of each object in the array `features`, which may be all on one line. */
async function* featuresOf(source: Source): AsyncGenerator<string> {
  const scan = { depth: 0, quoted: false, escaped: false };
  let open = "";
  let started = false;
  const decoder = new TextDecoder();
  for await (const bytes of unpackedBytes(source)) {
    const piece = decoder.decode(bytes, { stream: true });
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const before = scan.depth;
      step(scan, piece[at]);
      // The collection is at depth 1, its features at depth 3: within the array of the collection.
      if (before === 2 && scan.depth === 3) {
        started = piece[at] === "{";
        from = at;
      } else if (before === 3 && scan.depth === 2 && started) {
        yield open + piece.slice(from, at + 1);
        open = "";
        started = false;
      }
    }
    if (started) open += piece.slice(from);
    if (open.length > longestOutline) throw wrong(source, `one of more than ${longestOutline} characters`);
  }
  if (scan.depth !== 0) throw wrong(source, "a file that is cut short");
}

/** Take a character: brackets count where they are not quoted. */
function step(scan: { depth: number; quoted: boolean; escaped: boolean }, letter: string): void {
  if (scan.quoted) {
    if (scan.escaped) scan.escaped = false;
    else if (letter === "\\") scan.escaped = true;
    else if (letter === '"') scan.quoted = false;
  } else if (letter === '"') scan.quoted = true;
  else if (letter === "{" || letter === "[") scan.depth++;
  else if (letter === "}" || letter === "]") scan.depth--;
}

function wrong({ name }: Source, got: string, cause?: unknown): CellScapeError {
  const expected = "outlines of cells (GeoJSON polygons with a cell_id)";
  return new CellScapeError("bad-file", `${name}: expected ${expected}, got ${got}`, { cause });
}
