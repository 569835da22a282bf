import { decode } from "fast-png";
import { CellScapeError } from "../../core/errors.ts";
import type { Picture, Tissue } from "../../data/tissue.ts";
import { expectHonestPng } from "../bytes/png.ts";
import { wholeFile } from "../bytes/wholeFile.ts";
import type { Source } from "../source.ts";
import type { Open } from "./mtxMatrix.ts";

const FACTORS = "spatial/scalefactors_json.json";
const MOST_JSON = 1 << 20;
const MOST_PNG = 1 << 29;
/** Space Ranger's `spot_diameter_fullres` is the diameter of a theoretical spot of 65 micrometres (10x, "Spatial Outputs"). */
const SPOT_UM = 65;
const RESOLUTIONS = ["hires", "lowres"];

/**
 * Numbers of scalefactors_json.json; none when there is no such file.
 *
 * @throws bad-file when it is not JSON.
 */
export async function readScaleFactors(open: Open): Promise<Readonly<Record<string, number>>> {
  const file = await open(FACTORS);
  if (file === undefined) return {};
  const wrong = (got: string, cause?: unknown) =>
    new CellScapeError("bad-file", `${file.name}: expected a JSON object of numbers, got ${got}`, { cause });
  if (file.size > MOST_JSON) throw wrong(`${file.size} bytes`);
  let found: unknown;
  try {
    found = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(await wholeFile(file, MOST_JSON)));
  } catch (cause) {
    throw wrong("something else", cause);
  }
  if (typeof found !== "object" || found === null || Array.isArray(found)) throw wrong("something else");
  const numbers = Object.entries(found).filter((entry): entry is [string, number] => Number.isFinite(entry[1]));
  return Object.fromEntries(numbers.filter(([key]) => /^[\w.-]+$/.test(key) && key !== "."));
}

/** Micrometres in a pixel of the full-resolution image, in which positions are given; undefined when nothing says it. */
export function umOfPixel(factors: Readonly<Record<string, number>>): number | undefined {
  const { microns_per_pixel: um, spot_diameter_fullres: spot } = factors;
  if (um > 0) return um;
  return spot > 0 ? SPOT_UM / spot : undefined;
}

/** The pictures of the tissue in `spatial/`; what cannot be kept is reported. */
export async function readTissue(
  open: Open,
  scaleFactors: Tissue["scaleFactors"],
  { library, metadata }: Pick<Tissue, "library" | "metadata">,
): Promise<{ tissue: Tissue; notes: string[] }> {
  const images: Record<string, Picture> = {};
  const notes: string[] = [];
  for (const resolution of RESOLUTIONS) {
    const file = await open(`spatial/tissue_${resolution}_image.png`);
    if (file !== undefined) {
      try {
        images[resolution] = await readPicture(file);
      } catch (error) {
        if (!(error instanceof CellScapeError)) throw error;
        notes.push(`a picture of the tissue was left out: ${error.message}`);
      }
      continue;
    }
    for (const end of ["jpg", "jpeg"]) {
      const other = await open(`spatial/tissue_${resolution}_image.${end}`);
      if (other !== undefined) notes.push(`a picture of the tissue was left out, as it is no PNG: ${other.name}`);
    }
  }
  return { tissue: { library, images, scaleFactors, metadata }, notes };
}

/** A PNG picture as bytes; of 16-bit ones the higher byte. */
async function readPicture(file: Source): Promise<Picture> {
  const bytes = await wholeFile(file, MOST_PNG);
  await expectHonestPng(file.name, bytes);
  const wrong = (got: string, cause?: unknown) =>
    new CellScapeError("bad-file", `${file.name}: expected a PNG picture of 8 or 16 bits, got ${got}`, { cause });
  let found: ReturnType<typeof decode>;
  try {
    found = decode(bytes);
  } catch (cause) {
    throw wrong(cause instanceof Error ? cause.message : String(cause), cause);
  }
  const { width, height, channels, depth, data, palette } = found;
  if (palette !== undefined) {
    if (depth !== 8) throw wrong(`one of ${depth} bits`);
    const [{ length }] = palette;
    const values = new Uint8Array(width * height * length);
    for (let i = 0; i < width * height; i++) values.set(palette[data[i]] ?? [], i * length);
    return { width, height, channels: length, values };
  }
  if (depth !== 8 && depth !== 16) throw wrong(`one of ${depth} bits`);
  const values = data instanceof Uint8Array ? data : Uint8Array.from(data, (value) => value >> 8);
  return { width, height, channels, values };
}
