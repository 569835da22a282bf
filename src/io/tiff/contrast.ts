/** Shares of pixels that become black and white. */
const [darkest, brightest] = [0.01, 0.995];

/**
 * How numbers become bytes: bytes as they are; numbers of 16 bits spread over them, as the darkest and brightest ones would
 * leave all others alike.
 *
 * @param sample pixels of the picture, such as those of a small level.
 */
export function contrastOf(sample: Uint8Array | Uint16Array): (pixels: Uint8Array | Uint16Array) => Uint8Array {
  if (sample instanceof Uint8Array) return (pixels) => Uint8Array.from(pixels);
  const counts = new Uint32Array(2 ** 16);
  for (const value of sample) counts[value]++;
  const quantile = (share: number) => {
    let seen = 0;
    return counts.findIndex((count) => {
      seen += count;
      return seen > share * sample.length;
    });
  };
  const low = quantile(darkest);
  const span = Math.max(1, quantile(brightest) - low);
  return (pixels) =>
    Uint8Array.from(pixels, (value) => Math.max(0, Math.min(255, Math.round((255 * (value - low)) / span))));
}
