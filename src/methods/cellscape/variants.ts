import { dual } from "./network/dual.ts";
import type { Model } from "./network/model.ts";
import { spatialOnly } from "./network/spatialOnly.ts";
import type { VariantName } from "./options.ts";

/** Every variant by the name that users type. */
export const variants: { readonly [Name in VariantName]: Model } = {
  full: dual,
  "spatial-only": spatialOnly,
};
