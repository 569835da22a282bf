import type { Random } from "../../../core/random.ts";
import { drawParameters, type Parameter, views } from "../../../nn/parameters.ts";
import type { CellScapeOptions } from "../options.ts";
import type { MapShape } from "./mapShape.ts";

/** What the intrinsic branch may start from: the principal components as a function of the gene map. */
export interface MapComponents {
  readonly map: MapShape;
  /** [p] place of each gene in a map. */
  readonly places: Int32Array;
  /** [p, columns] row-major: components = expression x loadings. */
  readonly loadings: { readonly columns: number; readonly values: ArrayLike<number> };
  /** Factor on the loadings: the first normalisation divides maps by their deviation, the input has its own scale. */
  readonly scale: number;
}

/**
 * Values that training starts from, all parameters in one flat array.
 *
 * `random` is the paper's Glorot start: attention layers xavier-normal with gain sqrt 2, the rest as torch's Linear and
 * Conv2d start. `components` then moves it to the principal components: identity maps, near-uniform attention, W and the
 * decoders identity on the leading components, the convolutions a pass-through with the loadings in their dense layer.
 *
 * @param components for parameters of an intrinsic branch that shall start at the components.
 */
export function initialValues(
  parameters: readonly Parameter[],
  settings: CellScapeOptions,
  { components, rng }: { components?: MapComponents | undefined; rng: Random },
): Float32Array {
  const flat = drawParameters(parameters, rng);
  const values = new Map(Object.entries(views(flat, parameters)));
  if (settings.start === "components") {
    spatialInto(values, parameters, settings);
    if (components) passThroughInto(values, parameters, components);
  }
  return flat;
}

type Values = ReadonlyMap<string, Float32Array>;

/**
 * Encoder: repeated neighbour averaging of the input's leading columns. W: z is z_spatial's leading columns. Decoder:
 * the identity on them. Attention a hundredth of its random start, so that neighbours begin almost equal.
 */
function spatialInto(values: Values, parameters: readonly Parameter[], settings: CellScapeOptions): void {
  const { heads, layers, spatialSize, jointSize } = settings;
  for (const { name, shape } of parameters) {
    const into = values.get(name);
    if (!into) continue;
    const [rows, columns] = shape;
    const diagonal = (start: number, length: number) => {
      for (let e = 0; e < length; e++) into[e * columns + start + e] = 1;
    };
    if (/\.(source|target)$/.test(name)) scaleInto(into, 0.01);
    if (/^spatial\.\d+\.weight$/.test(name)) {
      into.fill(0);
      const width = columns / heads;
      if (name !== `spatial.${layers - 1}.weight`) diagonal(0, Math.min(rows, columns));
      else for (let head = 0; head < heads; head++) diagonal(head * width, Math.min(rows, width));
    }
    const inputs = parameters.find((parameter) => parameter.name === "decoder.weight")?.shape[1] ?? 0;
    const leading = Math.min(jointSize, spatialSize, inputs);
    if (name === "fusion.weight") {
      into.fill(0, 0, spatialSize * columns);
      diagonal(0, leading);
    }
    if (name === "decoder.weight") {
      scaleInto(into, 0.1);
      diagonal(0, leading);
    }
  }
}

/**
 * Convolutions: every channel of the map goes through as +x and -x, which ReLU keeps apart; the other channels start
 * small. Dense layer: the loadings. Own decoder: the identity on the leading components.
 */
function passThroughInto(values: Values, parameters: readonly Parameter[], components: MapComponents): void {
  const { map, places, loadings, scale } = components;
  const convolutions = parameters.filter(({ name }) => /^map\.\d+\.weight$/.test(name));
  // Fewer channels than that carry as many of the map's channels as fit.
  const through = Math.min(map.channels, ...convolutions.map(({ shape }) => Math.floor(shape[0] / 2)));
  convolutions.forEach(({ name, shape: [, inputs] }, layer) => {
    const into = values.get(name);
    if (!into) return;
    scaleInto(into, 0.1);
    into.fill(0, 0, 2 * through * inputs * 9);
    for (let c = 0; c < 2 * through; c++) {
      const from = layer === 0 ? Math.floor(c / 2) : c;
      into[(c * inputs + from) * 9 + 4] = layer === 0 && c % 2 === 1 ? -1 : 1;
    }
  });
  const dense = values.get("map.dense.weight");
  const own = values.get("own.weight");
  const size = parameters.find(({ name }) => name === "map.dense.weight")?.shape[1] ?? 0;
  const leading = Math.min(size, loadings.columns);
  if (dense) {
    const positions = map.side * map.side;
    scaleInto(dense, 0.05);
    dense.fill(0, 0, 2 * through * positions * size);
    places.forEach((place, gene) => {
      const channel = Math.floor(place / positions);
      if (place < 0 || channel >= through) return;
      const plus = (2 * channel * positions + (place % positions)) * size;
      for (let c = 0; c < leading; c++) {
        const loading = scale * loadings.values[gene * loadings.columns + c];
        dense[plus + c] = loading;
        dense[plus + positions * size + c] = -loading;
      }
    });
  }
  if (own) {
    const outputs = own.length / size;
    scaleInto(own, 0.1);
    for (let c = 0; c < Math.min(size, outputs); c++) own[c * outputs + c] = 1;
  }
}

function scaleInto(into: Float32Array, factor: number): void {
  for (let e = 0; e < into.length; e++) into[e] *= factor;
}
