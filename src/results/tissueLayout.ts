import type { Dataset } from "../data/dataset.ts";

/** Space between samples, as a share of the largest one's sides; between rows of them, times the rows, as names stand there. */
const gap = 0.08;
/** Width over height of the whole. */
const wantedAspect = 1.6;

/**
 * Positions to draw all cells in one picture: as they are, or with several samples in rows beside each other, at one
 * scale. The positions themselves, in `dataset`, stay what was measured.
 *
 * @returns [n, 2] x then y.
 */
export function tissueLayout({ positions, samples }: Pick<Dataset, "positions" | "samples">): Float64Array {
  const { rows: n, columns, values } = positions;
  const xy = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    xy[2 * i] = values[i * columns];
    xy[2 * i + 1] = values[i * columns + 1];
  }
  if (!samples) return xy;
  const boxes = samples.names.map(() => ({ left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }));
  samples.codes.forEach((sample, i) => {
    const box = boxes[sample];
    box.left = Math.min(box.left, xy[2 * i]);
    box.right = Math.max(box.right, xy[2 * i]);
    box.top = Math.min(box.top, xy[2 * i + 1]);
    box.bottom = Math.max(box.bottom, xy[2 * i + 1]);
  });
  const width = Math.max(...boxes.map(({ left, right }) => right - left)) || 1;
  const height = Math.max(...boxes.map(({ top, bottom }) => bottom - top)) || 1;
  const count = samples.names.length;
  const perRow = Math.max(1, Math.min(count, Math.round(Math.sqrt((count * wantedAspect * height) / width))));
  const below = Math.min(0.5, gap * Math.ceil(count / perRow));
  samples.codes.forEach((sample, i) => {
    const { left, top } = boxes[sample];
    xy[2 * i] += (sample % perRow) * (1 + gap) * width - left;
    xy[2 * i + 1] += Math.floor(sample / perRow) * (1 + below) * height - top;
  });
  return xy;
}

/** Names of the samples where `tissueLayout` puts them: above the middle of the cells of each. None of one tissue. */
export function tissueSections(
  dataset: Pick<Dataset, "positions" | "samples">,
): readonly { readonly name: string; readonly x: number; readonly y: number }[] {
  const { samples } = dataset;
  if (!samples) return [];
  const xy = tissueLayout(dataset);
  const boxes = samples.names.map(() => ({ left: Infinity, top: Infinity, right: -Infinity }));
  samples.codes.forEach((sample, i) => {
    const box = boxes[sample];
    box.left = Math.min(box.left, xy[2 * i]);
    box.right = Math.max(box.right, xy[2 * i]);
    box.top = Math.min(box.top, xy[2 * i + 1]);
  });
  return boxes.flatMap(({ left, right, top }, s) =>
    right < left ? [] : [{ name: samples.names[s], x: (left + right) / 2, y: top }],
  );
}
