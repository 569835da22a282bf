import type { Random } from "../core/random.ts";
import type { Arrangement, DrawArrangement, Regions } from "./arrangements/arrangement.ts";
import { drawBlobs } from "./arrangements/blobs.ts";
import { drawLayers } from "./arrangements/layers.ts";
import { drawNests } from "./arrangements/nests.ts";
import type { ArrangementName, CompleteOptions } from "./options.ts";
import type { Sites } from "./positions.ts";

const arrangements: Readonly<Record<ArrangementName, DrawArrangement>> = {
  layers: drawLayers,
  blobs: drawBlobs,
  nests: drawNests,
};

type AnatomyOptions = Pick<
  CompleteOptions,
  "arrangement" | "domains" | "cells" | "samples" | "thinLayers" | "sizeSpread"
>;

/** Draws where the domains of all samples lie. */
export function drawAnatomy(options: AnatomyOptions, rng: Random): Arrangement {
  const { arrangement, domains, cells, samples, thinLayers, sizeSpread } = options;
  const thickness = Float64Array.from({ length: domains }, () => 0.6 + 0.8 * rng.uniform());
  const own = rng.split("sizes");
  const sizes = Float64Array.from({ length: domains }, () =>
    sizeSpread > 0 ? Math.exp(sizeSpread * own.normal()) : 1,
  );
  const side = Math.sqrt(cells / samples);
  return arrangements[arrangement]({ domains, side, thinLayers, sizes, thickness, rng });
}

/** The domains of the cells of one sample; samples differ by how their tissue is bent. */
export function regionsOf({ positions, width, height }: Sites, anatomy: Arrangement, rng: Random): Regions {
  const n = positions.length / 2;
  const phases = Array.from({ length: 4 }, () => 2 * Math.PI * rng.uniform());
  const [tilt, lean] = [0.1 * (rng.uniform() - 0.5), 0.06 * (rng.uniform() - 0.5)];
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const u = positions[2 * i] / width;
    const v = positions[2 * i + 1] / height;
    x[i] = u + lean * v + 0.03 * Math.sin(5 * v + phases[0]) + 0.015 * Math.sin(11 * u + phases[1]);
    y[i] = v + tilt * u + 0.03 * Math.sin(5 * u + phases[2]) + 0.015 * Math.sin(11 * u + phases[3]);
  }
  return anatomy.at(x, y);
}
