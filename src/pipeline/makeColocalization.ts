import { colocalization } from "../analysis/colocalization.ts";
import { placeTarget, targetDistances } from "../analysis/colocalizationTarget.ts";
import { createRandom } from "../random.ts";
import type { Artifacts, Colocalizations, Context } from "./artifacts.ts";
import { colocalizedValues } from "./colocalizedValues.ts";

/** Test whether cells that are high in the genes and scores of `--colocalize` lie near the points or the mask. */
export function makeColocalization(
  { dataset, selection, allGenes }: Pick<Artifacts, "dataset" | "selection" | "allGenes">,
  { config, target: given, report }: Context,
): Colocalizations {
  if (!given) throw new Error("internal: colocalization needs points or a mask");
  const { positions, samples, cells } = selection;
  // A subset may lie in one of several samples: the points of the others are not its.
  const place = placeTarget(given, (samples ?? dataset.samples)?.names);
  const codes =
    samples?.codes ?? (dataset.samples && Int32Array.from(cells, (cell) => dataset.samples?.codes[cell] ?? 0));
  const rng = createRandom(config.seed).split("colocalize");
  const found = (config.colocalize ?? []).map((of) => {
    const values = colocalizedValues(dataset, of, { ...allGenes, cells });
    const given = { positions, values, ...(codes ? { samples: codes } : {}) };
    return { of: of.replace(/^obs\//, ""), ...colocalization(given, place, { rng: rng.split(of) }) };
  });
  for (const { of, high, nearness, pValue } of found) {
    const share = (100 * nearness).toFixed(1);
    const text = `of ${high} cells high in ${of} and another one each, ${share} % are the nearer ones to the ${given.kind} (p = ${pValue.toPrecision(2)})`;
    report({ kind: "note", step: "colocalization", text });
  }
  const { outline, sampleOf } = place;
  return {
    kind: given.kind,
    file: given.file,
    outline,
    sampleOf,
    distances: targetDistances(place, positions, codes),
    found,
  };
}
