import type { Matrix } from "../../data/matrix.ts";
import { selectRows } from "../../preprocess/select.ts";
import type { Artifacts } from "../../run/artifacts.ts";
import { pickCells } from "../../run/steps/selection.ts";
import type { TransferArtifacts } from "../../run/transfer/applySteps.ts";
import { noveltyOfCells } from "../../run/transfer/novelty.ts";
import type { TransferModel } from "../../run/transferModel.ts";

type Made = Pick<Artifacts, "selection" | "domains" | "embeddings"> & Pick<TransferArtifacts, "novelty">;

/**
 * What was made of a tile without its halo, whose cells stay in its file without a domain.
 *
 * @param own which of the analysed cells are the tile's own.
 */
export function ownArtifacts<All extends Made>(made: All, own: Uint32Array, model: TransferModel): All {
  const { selection, domains, embeddings, novelty } = made;
  const codes = (labels: Int32Array) => Int32Array.from(own, (i) => labels[i]);
  const [raw, refined] = [codes(domains.raw), codes(domains.refined)];
  const [sizes, rawSizes] = [new Uint32Array(domains.count), new Uint32Array(domains.count)];
  for (const k of refined) sizes[k]++;
  for (const k of raw) rawSizes[k]++;
  const distances = Float64Array.from(own, (i) => novelty.distances[i]);
  return {
    ...made,
    selection: {
      ...selection,
      cells: Uint32Array.from(own, (i) => selection.cells[i]),
      counts: selectRows(selection.counts, own),
      totals: Float64Array.from(own, (i) => selection.totals[i]),
      positions: pickCells(selection.positions, own),
    },
    domains: {
      ...domains,
      ...{ raw, refined, posterior: rowsOf(domains.posterior, own) },
      confidence: Float32Array.from(own, (i) => domains.confidence[i]),
      domains: domains.domains.map((each, k) => ({ ...each, size: sizes[k], rawSize: rawSizes[k] })),
      partitions: domains.partitions.map((each) => ({ ...each, raw: codes(each.raw), refined: codes(each.refined) })),
    },
    embeddings: embeddings.map(({ primary, others, ...embedded }) => ({
      ...embedded,
      primary: rowsOf(primary, own),
      others: Object.fromEntries(Object.entries(others).map(([name, matrix]) => [name, rowsOf(matrix, own)])),
    })),
    novelty: noveltyOfCells(model, { ...novelty, distances }),
  };
}

function rowsOf({ columns, values }: Matrix, rows: Uint32Array): Matrix {
  const picked = new (values.constructor as Float64ArrayConstructor)(rows.length * columns);
  rows.forEach((row, at) => {
    picked.set(values.subarray(row * columns, (row + 1) * columns), at * columns);
  });
  return { rows: rows.length, columns, values: picked };
}
