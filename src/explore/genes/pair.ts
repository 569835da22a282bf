import { percentile, type ShownPair } from "../columns/shown.ts";
import { orderByCode, shownValues } from "../columns/values.ts";
import { type GeneColumns, geneNamed, geneValues } from "./geneColumns.ts";

/** Steps of each of two genes. */
const most = 254;

/**
 * Two genes as they are drawn together: each in 255 steps up to the value that one cell in 200 exceeds.
 *
 * @throws bad-option for a gene that is none.
 */
export function shownPair(genes: GeneColumns, first: string, second: string): ShownPair {
  const both = [first, second].map((name) => {
    const values = geneValues(genes, geneNamed(genes, name));
    const shown = shownValues(name, values);
    return { name: genes.names[geneNamed(genes, name)], values, high: percentile(shown, 0.995) || shown.high || 1 };
  });
  const [a, b] = both;
  const codes = new Uint16Array(genes.cells);
  const order = new Uint16Array(genes.cells);
  let [onlyFirst, onlySecond, together, missing] = [0, 0, 0, 0];
  for (let i = 0; i < codes.length; i++) {
    const [x, y] = [a.values[i], b.values[i]];
    if (Number.isNaN(x)) {
      codes[i] = 65535;
      order[i] = 65535;
      missing++;
      continue;
    }
    const steps = [x / a.high, y / b.high].map((share) => Math.round(most * Math.max(0, Math.min(1, share))));
    codes[i] = (steps[1] << 8) | steps[0];
    order[i] = Math.max(steps[0], steps[1]) + Math.min(steps[0], steps[1]);
    if (x > 0 && y > 0) together++;
    else if (x > 0) onlyFirst++;
    else if (y > 0) onlySecond++;
  }
  return {
    ...{ kind: "pair", name: `${a.name} and ${b.name}`, names: [a.name, b.name], highs: [a.high, b.high] },
    ...{ codes, order: orderByCode(order), cells: { onlyFirst, onlySecond, together }, missing, unit: genes.unit },
  };
}
