/** A picture in red, green and blue. */
export interface RgbPicture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] */
  readonly values: Uint8Array;
}

/** Colours differ by these bits of each channel. */
const bits = 5;
const side = 1 << bits;

/**
 * The picture in few colours, by median cut: the box of colours with the most pixels times its longest side is cut in two
 * halves of about equal numbers of pixels until there are enough.
 *
 * @param count of colours, at most 256.
 * @returns index of the colour of each pixel, and the colours: means of their pixels.
 * @see Heckbert P. Color image quantization for frame buffer display. SIGGRAPH 1982.
 */
export function quantize({ values }: RgbPicture, count = 255): { data: Uint8Array; palette: number[][] } {
  const bins = new Uint32Array(side ** 3);
  const binOf = (at: number) =>
    ((values[at] >> (8 - bits)) << (2 * bits)) |
    ((values[at + 1] >> (8 - bits)) << bits) |
    (values[at + 2] >> (8 - bits));
  for (let at = 0; at < values.length; at += 3) bins[binOf(at)]++;
  let boxes = [boxOf(Array.from(bins.keys()).filter((bin) => bins[bin] > 0))];
  while (boxes.length < count) {
    const cut = boxes.reduce((a, b) => (b.worth > a.worth ? b : a));
    if (cut.worth === 0) break;
    boxes = [...boxes.filter((box) => box !== cut), ...halves(cut)];
  }
  const indexOf = new Uint8Array(side ** 3);
  boxes.forEach(({ members }, index) => {
    for (const bin of members) indexOf[bin] = index;
  });
  const sums = new Float64Array(4 * boxes.length);
  const data = new Uint8Array(values.length / 3);
  for (let at = 0; at < values.length; at += 3) {
    const index = indexOf[binOf(at)];
    data[at / 3] = index;
    for (let channel = 0; channel < 3; channel++) sums[4 * index + channel] += values[at + channel];
    sums[4 * index + 3]++;
  }
  const palette = boxes.map((_, index) =>
    [0, 1, 2].map((channel) => Math.round(sums[4 * index + channel] / Math.max(1, sums[4 * index + 3]))),
  );
  return { data, palette };

  function boxOf(members: readonly number[]) {
    const spans = [0, 1, 2].map((channel) => {
      const own = members.map((bin) => partOf(bin, channel));
      return own.reduce((a, b) => Math.max(a, b), 0) - own.reduce((a, b) => Math.min(a, b), side);
    });
    const longest = Math.max(...spans);
    const pixels = members.reduce((sum, bin) => sum + bins[bin], 0);
    return { members, pixels, channel: spans.indexOf(longest), worth: members.length < 2 ? 0 : longest * pixels };
  }

  function halves({ members, pixels, channel }: ReturnType<typeof boxOf>) {
    const sorted = members.toSorted((a, b) => partOf(a, channel) - partOf(b, channel) || a - b);
    let seen = 0;
    let middle = 0;
    while (middle < sorted.length - 1 && seen + bins[sorted[middle]] <= pixels / 2) seen += bins[sorted[middle++]];
    middle = Math.max(1, middle);
    return [boxOf(sorted.slice(0, middle)), boxOf(sorted.slice(middle))];
  }
}

function partOf(bin: number, channel: number): number {
  return (bin >> ((2 - channel) * bits)) & (side - 1);
}
