import type { Column } from "../data/table.ts";
import type { Result } from "./exporter.ts";

/** A column of a flat table. */
export interface FlatColumn {
  readonly name: string;
  readonly kind: "text" | "number";
  readonly values: ArrayLike<string | undefined> | ArrayLike<number>;
}

/** Cells, positions, what a run found of them, and the coordinates of each embedding: `X_cellscape_spatial_0` and on. */
export async function flatColumns(result: Result): Promise<FlatColumn[]> {
  const { cells, positions, obs, groups, groupsFrom } = result;
  const axis = (at: number) => Float64Array.from(cells, (_, i) => positions.values[i * positions.columns + at]);
  const found = new Map<string, Column>([[groupsFrom, groups]]);
  for (const [name, column] of obs.columns) if (name.startsWith("cellscape_")) found.set(name, column);
  const columns: FlatColumn[] = [
    { name: "cell", kind: "text", values: cells },
    { name: "x", kind: "number", values: axis(0) },
    { name: "y", kind: "number", values: axis(1) },
    ...[...found].map(([name, column]) => flat(name, column)),
  ];
  for (const key of result.embeddings) {
    if (!key.startsWith("X_cellscape") && !key.startsWith("X_umap")) continue;
    const { columns: dims, values } = await result.embedding(key);
    for (let u = 0; u < dims; u++) {
      const coordinate = Float32Array.from(cells, (_, i) => values[i * dims + u]);
      columns.push({ name: `${key}_${u}`, kind: "number", values: coordinate });
    }
  }
  return columns;
}

function flat(name: string, column: Column): FlatColumn {
  if (column.kind === "number") return { name, kind: "number", values: column.values };
  if (column.kind === "category") {
    return { name, kind: "text", values: Array.from(column.codes, (code) => column.categories[code]) };
  }
  return { name, kind: "text", values: Array.from<unknown, string | undefined>(column.values, textOf) };
}

const textOf = (value: unknown) => (value === undefined ? undefined : String(value));
