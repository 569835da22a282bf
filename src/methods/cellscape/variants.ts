import { dual } from "./dual.ts";
import type { Model } from "./model.ts";
import type { VariantName } from "./options.ts";
import { spatialOnly } from "./spatialOnly.ts";

/** Every variant by the name that users type. */
export const variants: { readonly [Name in VariantName]: Model } = {
  full: dual,
  "spatial-only": spatialOnly,
};
