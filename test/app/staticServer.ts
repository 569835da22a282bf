import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { assetTable } from "../../src/host/node/serve/assets.ts";

export interface StaticServer {
  /** Address of the folder with the page, which is not the root of the server. */
  readonly address: string;
  /** Files that were requested: their names in the folder, and when, in milliseconds of `Date.now`. */
  readonly requested: { readonly name: string; readonly at: number }[];
  close(): void;
}

/** Serves the built page as any server of files does, in a folder, with the given headers and no others. */
export async function serveStatic(
  folder: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<StaticServer> {
  const table = assetTable(folder);
  const requested: StaticServer["requested"] = [];
  const start = "/tools/page";
  const server: Server = createServer(({ url = "" }, response) => {
    const place = url.startsWith(`${start}/`) ? url.slice(start.length).split("?")[0] : undefined;
    const asset = place === undefined ? undefined : table.get(place ?? "");
    if (!asset) return void response.writeHead(404).end();
    requested.push({ name: asset.path.slice(join(folder, "/").length), at: Date.now() });
    response.writeHead(200, { "content-type": asset.type, ...headers });
    response.end(readFileSync(asset.path));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("internal: a server without a port");
  return {
    address: `http://127.0.0.1:${bound.port}${start}/`,
    requested,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What threads need. */
export const isolation = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
