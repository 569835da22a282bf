import type { Tissue } from "../../data/tissue.ts";

/** Pictures with their sizes and scales alone, for what only has to know how they lie. */
export function withoutPixels({ images, ...tissue }: Tissue): Tissue {
  const sizes = Object.entries(images).map(([name, { values: _, ...size }]) => {
    return [name, { ...size, values: new Uint8Array(0) }] as const;
  });
  return { ...tissue, images: Object.fromEntries(sizes) };
}
