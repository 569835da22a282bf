import { outlines } from "../spatial/outlines.ts";
import type { Exporter, Result } from "./exporter.ts";
import { placedOnly } from "./placedOnly.ts";
import { rgb } from "./rgb.ts";

/** Outlines of the domains, for QuPath, napari, Xenium Explorer, QGIS. */
export const geojson: Exporter = {
  format: "geojson",
  describes: "outlines of the domains as GeoJSON, for QuPath, napari and others",
  async write(result, target) {
    await target.put("domains.geojson", `${JSON.stringify(await outlineFeatures(result))}\n`);
    return { path: "domains.geojson", how: "drag it onto an image in QuPath, or open it in napari" };
  },
};

/**
 * One feature a group: its area as a MultiPolygon in the unit of the positions, with the name and colour that QuPath
 * shows.
 *
 * @see RFC 7946; QuPath's GeoJSON, whose annotations have `objectType` and `classification`.
 */
async function outlineFeatures(result: Pick<Result, "positions" | "groups" | "groupsFrom" | "colors">) {
  const { groups, groupsFrom, colors } = result;
  const { categories } = groups;
  const { positions, codes } = placedOnly(result);
  const sizes = new Uint32Array(categories.length);
  for (const code of codes) if (code >= 0) sizes[code]++;
  const found = await outlines(positions, codes, categories.length);
  return {
    type: "FeatureCollection",
    features: categories.flatMap((name, group) => {
      if (found[group].length === 0) return [];
      const coordinates = found[group].map(({ outer, holes }) => [outer, ...holes]);
      return {
        type: "Feature",
        id: `${groupsFrom}-${name}`,
        geometry: { type: "MultiPolygon", coordinates },
        properties: {
          objectType: "annotation",
          name: `${groupsFrom} ${name}`,
          classification: { name: `${groupsFrom} ${name}`, color: rgb(colors[group]) },
          group: name,
          cells: sizes[group],
        },
      };
    }),
  };
}
