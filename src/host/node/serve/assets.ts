import { readdirSync } from "node:fs";
import { extname, join } from "node:path";

/** A file that has an address. */
export interface Asset {
  readonly path: string;
  readonly type: string;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** Every file below a folder by its address, once and for all: no request becomes a path. `index.html` has the address `/`. */
export function assetTable(folder: string): ReadonlyMap<string, Asset> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      const inside = path.slice(join(folder, "/").length).replaceAll("\\", "/");
      const address = inside === "index.html" ? "/" : `/${inside.split("/").map(encodeURIComponent).join("/")}`;
      return [address, { path, type: types[extname(name)] ?? "application/octet-stream" }];
    }),
  );
}
