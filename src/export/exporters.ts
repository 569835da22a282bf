import { csv } from "./csv.ts";
import type { Exporter } from "./exporter.ts";
import { geojson } from "./geojson.ts";
import { loupe } from "./loupe.ts";
import { parquet } from "./parquet.ts";
import { spatialData } from "./spatialData.ts";
import { vitessce } from "./vitessce.ts";
import { xeniumExplorer } from "./xeniumExplorer.ts";
import { zarr } from "./zarr.ts";

/** Every format that results can be exported to; a new one is one file and one line here. */
export const exporters: readonly Exporter[] = [
  zarr,
  spatialData,
  vitessce,
  geojson,
  csv,
  parquet,
  xeniumExplorer,
  loupe,
];
