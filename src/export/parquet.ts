import { parquetWriteBuffer } from "hyparquet-writer";
import type { Exporter } from "./exporter.ts";
import { flatColumns } from "./flatColumns.ts";

/** What was found of every cell, as a table that pandas, R and DuckDB read fast. */
export const parquet: Exporter = {
  format: "parquet",
  describes: "labels and embeddings of every cell as a parquet table",
  async write(result, target) {
    const columns = await flatColumns(result);
    const columnData = columns.map(({ name, kind, values }) =>
      kind === "text"
        ? { name, type: "STRING" as const, nullable: true, data: Array.from<unknown>(values) }
        : { name, ...numbers(Array.isArray(values) ? Float64Array.from(values) : values) },
    );
    await target.put("cells.parquet", new Uint8Array(parquetWriteBuffer({ columnData })));
    return { path: "cells.parquet", how: 'pandas.read_parquet("cells.parquet")' };
  },
};

function numbers(values: ArrayLike<unknown>) {
  if (values instanceof Float32Array) return { type: "FLOAT" as const, nullable: false, data: values };
  if (values instanceof Int32Array) return { type: "INT32" as const, nullable: false, data: values };
  return { type: "DOUBLE" as const, nullable: false, data: Float64Array.from(values, Number) };
}
