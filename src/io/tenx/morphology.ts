import { CellScapeError } from "../../core/errors.ts";
import type { Picture, Tissue } from "../../data/tissue.ts";
import { wholeFile } from "../bytes/wholeFile.ts";
import type { Folder } from "../source.ts";
import { readOmePicture } from "../tiff/omePicture.ts";
import type { Open } from "./mtxMatrix.ts";

/** Where Xenium's software writes the picture of the nuclei (DAPI), newest first, flat ones before stacks. */
const PICTURES = [
  "morphology_focus/ch0000_dapi.ome.tif",
  "morphology_focus/morphology_focus_0000.ome.tif",
  "morphology_focus.ome.tif",
  "morphology_mip.ome.tif",
  "morphology.ome.tif",
];
const EXPERIMENT = "experiment.xenium";
const MOST_JSON = 2 ** 22;
/** The diameter of circles that squidpy draws for cells, in micrometres: about that of a cell. */
const cellUm = 10;

/**
 * The morphology image of Xenium's output, whose corner is the origin of the positions, at a small level. A picture is no
 * condition of anything else: where it cannot be read, the reason is a caution.
 *
 * @param library its name under `uns/spatial`.
 */
export async function readMorphology(
  open: Open,
  library: string,
): Promise<{ readonly tissue?: Tissue; readonly cautions: string[] }> {
  try {
    for (const path of PICTURES) {
      const file = await open(path);
      if (file === undefined) continue;
      const { picture, umPerPixel, step } = await readOmePicture(file);
      const um = umPerPixel ?? (await umOfExperiment(open, step));
      if (um === undefined) {
        const expected = `the size of its pixels in it or in ${EXPERIMENT}`;
        throw new CellScapeError("bad-data", `${file.name}: expected ${expected}, got none`);
      }
      const scaleFactors = { tissue_hires_scalef: 1 / um, spot_diameter_fullres: cellUm, microns_per_pixel: 1 };
      return { tissue: { library, images: { hires: inColors(picture) }, scaleFactors, metadata: {} }, cautions: [] };
    }
    return { cautions: [] };
  } catch (error) {
    if (!(error instanceof CellScapeError)) throw error;
    return { cautions: [`the picture of the tissue was left out: ${error.message}`] };
  }
}

/** Where other stains lie beside that of the nuclei. */
const STAINS = "morphology_focus";

/** Pictures of Xenium's output by their paths, that of the nuclei first; a stack only where there is no flat one. */
export async function morphologyPaths(folder: Folder): Promise<string[]> {
  const stains = (await folder.list(STAINS)).filter((name) => /\.ome\.tiff?$/.test(name));
  const found = new Set<string>();
  for (const path of PICTURES) {
    const [name, place] = path.split("/").reverse();
    const isThere = place === STAINS ? stains.includes(name) : (await folder.list()).includes(name);
    if (isThere && (found.size === 0 || path !== PICTURES.at(-1))) found.add(path);
  }
  return [...found, ...stains.map((name) => `${STAINS}/${name}`).filter((path) => !found.has(path))];
}

/** Micrometres in a pixel of the finest level by `experiment.xenium`; undefined where it does not say it. */
export const umOfFinest = (open: Open) => umOfExperiment(open, 1);

/** Micrometres in a pixel by `experiment.xenium`, which states those of the finest level. */
async function umOfExperiment(open: Open, step: number): Promise<number | undefined> {
  const file = await open(EXPERIMENT);
  if (file === undefined) return undefined;
  const text = new TextDecoder().decode(await wholeFile(file, MOST_JSON));
  const [, size] = /"pixel_size"\s*:\s*([\d.eE+-]+)/.exec(text) ?? [];
  return Number(size) > 0 ? Number(size) * step : undefined;
}

/** Grey as red, green and blue: scanpy would draw one channel in its own colours. */
function inColors({ channels, values, ...size }: Picture): Picture {
  if (channels !== 1) return { ...size, channels, values };
  const colors = new Uint8Array(3 * values.length);
  for (const [at, value] of values.entries()) colors.fill(value, 3 * at, 3 * at + 3);
  return { ...size, channels: 3, values: colors };
}
