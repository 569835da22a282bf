import { CellScapeError } from "../../core/errors.ts";
import type { Sparse } from "../../data/sparse.ts";

/**
 * Intensities of proteins with their variance stabilised: arcsinh(x / cofactor). Zeros stay zero and negative values,
 * which background subtraction leaves, negative.
 *
 * @param intensities [n, p] finite. Not modified.
 * @param cofactor where the transform turns from linear to logarithmic, in units of the intensities, above 0: about 5 for
 * mass cytometry and imaging mass cytometry, about 150 for fluorescence.
 * @returns [n, p]
 * @throws bad-option when `cofactor` is not positive.
 * @see pytometry `normalize_arcsinh`; Bendall et al. (2011), doi:10.1126/science.1198704.
 */
export function arcsinh(intensities: Sparse, cofactor: number): Sparse {
  if (!(cofactor > 0)) {
    throw new CellScapeError("bad-option", `arcsinh: expected a cofactor above 0, got ${cofactor}`);
  }
  return { ...intensities, values: Float32Array.from(intensities.values, (value) => Math.asinh(value / cofactor)) };
}
