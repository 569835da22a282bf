/** How much nearer the own centroid must be than a lower bound of the others, far above the rounding of a distance. */
const slack: f64 = 1e-9;

/**
 * The nearest centroid of each point, the first of equals; coordinates in order, four centroids at a time.
 *
 * @param points f64 [n, d]
 * @param centroids f64 [d, width]
 * @param clusters how many of the columns are centroids
 * @param width a multiple of 4
 * @param labels i32 [n] a centroid that may be near; overwritten
 * @param distances f64 [n] squared; written
 * @param others f64 [n] a lower bound of the distance to all centroids but that of the label, below which none is looked at; set
 * to the distance to the second nearest
 * @param squares f64 [width] room
 */
export function nearestCentroids(
  points: usize,
  n: u32,
  d: u32,
  centroids: usize,
  clusters: u32,
  width: u32,
  labels: usize,
  distances: usize,
  others: usize,
  squares: usize,
): void {
  const row = (<usize>d) << 3;
  const stride = (<usize>width) << 3;
  for (let i: u32 = 0; i < n; i++, points += row, labels += 4, distances += 8, others += 8) {
    const before = load<u32>(labels);
    let best = squareTo(points, d, centroids + ((<usize>before) << 3), stride);
    if (sqrt<f64>(best) < load<f64>(others) * (1 - slack)) {
      store<f64>(distances, best);
      continue;
    }
    for (let k: usize = 0; k < stride; k += 32) squaresOfFour(points, d, centroids + k, stride, squares + k);
    let label = before;
    let second: f64 = Infinity;
    for (let c: u32 = 0; c < clusters; c++) {
      if (c === before) continue;
      const square = load<f64>(squares + ((<usize>c) << 3));
      if (square < best || (square === best && c < label)) {
        second = best;
        best = square;
        label = c;
      } else if (square < second) second = square;
    }
    store<u32>(labels, label);
    store<f64>(distances, best);
    store<f64>(others, sqrt<f64>(second));
  }
}

function squareTo(point: usize, d: u32, centroid: usize, stride: usize): f64 {
  let sum: f64 = 0;
  for (let u: u32 = 0; u < d; u++, point += 8, centroid += stride) {
    const difference = load<f64>(point) - load<f64>(centroid);
    sum += difference * difference;
  }
  return sum;
}

function squaresOfFour(point: usize, d: u32, centroids: usize, stride: usize, out: usize): void {
  let low = f64x2.splat(0);
  let high = low;
  for (let u: u32 = 0; u < d; u++, point += 8, centroids += stride) {
    const x = v128.load64_splat(point);
    const a = f64x2.sub(x, v128.load(centroids));
    const b = f64x2.sub(x, v128.load(centroids, 16));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  v128.store(out, low);
  v128.store(out, high, 16);
}
