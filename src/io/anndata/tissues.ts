import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Picture, Tissue } from "../../data/tissue.ts";
import type { StoredTree } from "../stored/tree.ts";

/** Numbers of a picture that is read. */
const mostValues = 2 ** 27;

/**
 * Pictures of the tissue in `uns/spatial`, where scanpy and squidpy keep them, with their scale factors; those that
 * cannot be read are left out with a note.
 */
export function readTissues(file: StoredTree): Pick<Dataset, "tissue" | "tissues"> & { readonly notes: string[] } {
  const notes: string[] = [];
  const found = file.keys("uns/spatial").flatMap((library): Tissue[] => {
    const at = `uns/spatial/${library}`;
    if (file.kind(`${at}/images`) !== "group") return [];
    const images: Record<string, Picture> = {};
    for (const name of file.keys(`${at}/images`)) {
      try {
        images[name] = readPicture(file, `${at}/images/${name}`);
      } catch (error) {
        if (!(error instanceof CellScapeError)) throw error;
        notes.push(`a picture of the tissue was left out: ${error.message}`);
      }
    }
    const scaleFactors = numbersIn(file, `${at}/scalefactors`);
    return Object.keys(images).length > 0 ? [{ library, images, scaleFactors, metadata: {} }] : [];
  });
  if (found.length === 0) return { notes };
  return found.length === 1 ? { tissue: found[0], notes } : { tissues: found, notes };
}

function readPicture(file: StoredTree, path: string): Picture {
  const { shape, type } = file.info(path);
  const wrong = (got: string) =>
    new CellScapeError("bad-file", `${path}: expected a picture of height x width x colours, got ${got}`);
  const [height, width, channels = 1] = shape;
  if (shape.length < 2 || shape.length > 3 || channels < 1 || channels > 4)
    throw wrong(shape.join(" x ") || "a scalar");
  if (!(height * width * channels <= mostValues)) throw wrong(shape.join(" x "));
  if (type !== "integer" && type !== "float") throw wrong(type);
  const stored = file.numbers(path);
  if (stored instanceof Uint8Array) return { height, width, channels, values: stored };
  // matplotlib's pictures of real numbers go from 0 to 1.
  const most = type === "float" && stored.every((value) => value <= 1) ? 255 : 1;
  return { height, width, channels, values: Uint8Array.from(stored, (value) => clamped(most * value)) };
}

const clamped = (value: number) => Math.max(0, Math.min(255, Math.round(value)));

function numbersIn(file: StoredTree, path: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const name of file.keys(path)) {
    const at = `${path}/${name}`;
    if (file.kind(at) !== "dataset") continue;
    const { type, shape } = file.info(at);
    if ((type === "integer" || type === "float") && shape.every((side) => side === 1))
      found[name] = file.numbers(at)[0];
  }
  return found;
}
