/** Keys of obsm that hold positions, in the order of trust; compared without regard to case. */
const OBSM_KEYS = [
  "spatial",
  "X_spatial",
  "spatial_coords",
  "spatial_coordinates",
  "spatialCoords",
  "coordinates",
  "X_coordinates",
  "coords",
  "X_coords",
  "centroids",
  "locations",
  "position",
  "positions",
  "X_xy_loc",
  "xy_loc",
  "xy",
  "X_xy",
];

/** Columns of obs that hold x and y, in the order of trust: units of length before pixels before grid positions. */
const OBS_PAIRS: readonly [x: string, y: string][] = [
  ["x", "y"],
  ["x_centroid", "y_centroid"],
  ["center_x", "center_y"],
  ["centroid_x", "centroid_y"],
  ["x_center", "y_center"],
  ["Centroid X µm", "Centroid Y µm"],
  ["Centroid X px", "Centroid Y px"],
  ["CenterX_global_px", "CenterY_global_px"],
  ["x_location", "y_location"],
  ["x_coord", "y_coord"],
  ["coord_x", "coord_y"],
  ["xcoord", "ycoord"],
  ["x_pos", "y_pos"],
  ["pos_x", "pos_y"],
  ["spatial_x", "spatial_y"],
  ["spatial1", "spatial2"],
  ["sdimx", "sdimy"],
  ["pixel_x", "pixel_y"],
  ["x_pixel", "y_pixel"],
  ["pxl_col_in_fullres", "pxl_row_in_fullres"],
  ["pxl_col", "pxl_row"],
  ["imagecol", "imagerow"],
  ["array_col", "array_row"],
  ["col", "row"],
];

/** The key that holds positions among those of obsm; undefined when none has a known name. */
export function positionKey(keys: readonly string[]): string | undefined {
  return OBSM_KEYS.map((known) => sameName(keys, known)).find((found) => found !== undefined);
}

/** The columns that hold x and y; undefined when none have known names. */
export function positionPair(columns: readonly string[]): readonly [x: string, y: string] | undefined {
  for (const pair of OBS_PAIRS) {
    const [x, y] = pair.map((known) => sameName(columns, known));
    if (x !== undefined && y !== undefined) return [x, y];
  }
  return undefined;
}

/** Exact name first, then one that differs in case. */
function sameName(names: readonly string[], wanted: string): string | undefined {
  if (names.includes(wanted)) return wanted;
  return names.find((name) => name.toLowerCase() === wanted.toLowerCase());
}
