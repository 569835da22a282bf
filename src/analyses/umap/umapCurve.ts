/** The curve 1 / (1 + a x^(2 b)) of closeness by distance on a UMAP. */
export interface AttractionCurve {
  readonly a: number;
  readonly b: number;
}

/** Places on the curve that are fitted, from 0 to three times the spread. */
const places = 300;

/**
 * The curve 1 / (1 + a x^(2 b)) nearest, by least squares over 300 distances up to 3 spread, to the one that is 1 up to
 * `minDistance` and falls as exp(-(x - minDistance) / spread) beyond. Levenberg-Marquardt from a = b = 1.
 *
 * @see umap-learn `find_ab_params`.
 */
export function fitAttractionCurve(minDistance: number, spread: number): AttractionCurve {
  const xs = Float64Array.from({ length: places }, (_, t) => (3 * spread * t) / (places - 1));
  const wanted = xs.map((x) => (x < minDistance ? 1 : Math.exp(-(x - minDistance) / spread)));
  const missOf = (a: number, b: number): number =>
    xs.reduce((sum, x, t) => sum + (1 / (1 + a * x ** (2 * b)) - wanted[t]) ** 2, 0);

  let a = 1;
  let b = 1;
  let miss = missOf(a, b);
  let damping = 1e-3;
  for (let step = 0; step < 1000 && damping < 1e12; step++) {
    // Normal equations of the linearised residuals: with y the curve, dy/da = -y^2 x^2b, dy/db = -2 a y^2 x^2b ln x.
    let aa = 0;
    let ab = 0;
    let bb = 0;
    let ra = 0;
    let rb = 0;
    for (let t = 1; t < places; t++) {
      const power = xs[t] ** (2 * b);
      const y = 1 / (1 + a * power);
      const da = -y * y * power;
      const db = 2 * a * da * Math.log(xs[t]);
      aa += da * da;
      ab += da * db;
      bb += db * db;
      ra += da * (wanted[t] - y);
      rb += db * (wanted[t] - y);
    }
    const p = aa * (1 + damping);
    const q = bb * (1 + damping);
    const determinant = p * q - ab * ab;
    const nextA = a + (q * ra - ab * rb) / determinant;
    const nextB = b + (p * rb - ab * ra) / determinant;
    const nextMiss = nextA > 0 && nextB > 0 ? missOf(nextA, nextB) : Number.POSITIVE_INFINITY;
    if (!(nextMiss < miss)) {
      damping *= 10;
      continue;
    }
    a = nextA;
    b = nextB;
    miss = nextMiss;
    damping /= 10;
  }
  return { a, b };
}
