import type { TextHead } from "../text/head.ts";
import { isMissing, isNumber } from "../text/table.ts";

/** Columns of numbers that describe cells rather than count transcripts. */
const NO_GENE =
  /^(z|fov|slide|sample|batch|section|donor|cluster|leiden|louvain|label|row|col|array_|in_tissue|area|volume|width|height|n_?(count|gene|umi|feature)|total|sum$|orig\.ident|.*_?clusters?$|.*_snn_res.*|pct|percent|min_|max_|center|centroid|.*_(px|um|micron|id|counts?)$)/i;

/** Shapes of cells as scikit-image, MCMICRO and QuPath call them, fields of view and regions of arrays. */
const SHAPE =
  /^((cell|nucleus|nuclear|cytoplasm|membrane)[ _:]*)?(area|size|diameter|perimeter|length|eccentricity|solidity|extent|orientation|circularity|roundness|compactness|sphericity|elongation|euler_?number|aspect_?ratio|(major|minor)_?axis_?(length)?|axis_?(major|minor)_?(length)?|(convex|filled|bbox)_?area|area_?(convex|filled|bbox)|(equivalent|max|min|feret)[_ ]?diameter(_?(area|max))?|bbox.*|feret.*)([ _]*(px|µm|um|pixels?)(\^?2|²)?)?$|^(nucleus[ /_:]*cell area ratio|x|y|z|t|tile|region|roi|image|object|parent|acquisition|probability|confidence|score)([ _-]?(num|number|nr|id|no|x|y))?$/i;

/** Whether a column of numbers describes cells: shapes, places, totals, groups. */
export const describesCell = (name: string) => NO_GENE.test(name) || SHAPE.test(name.trim());

/**
 * Columns with intensities of proteins, among some columns of a table of cells: all that are numbers and do not describe
 * cells, where fractions are among them.
 */
export function intensityColumns({ header, rows }: TextHead, columns: readonly number[]): number[] {
  const values = (column: number) => rows.map((row) => row[column] ?? "");
  const measured = columns.filter(
    (column) => !describesCell(header[column]) && values(column).every((value) => isNumber(value) && !isMissing(value)),
  );
  const isFractional = (column: number) => values(column).some((value) => Number(value) % 1 !== 0);
  return 2 * measured.filter(isFractional).length > measured.length ? measured : [];
}
