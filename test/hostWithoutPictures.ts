import type { Host } from "../src/host/host.ts";
import { nodeHost } from "../src/host/node/nodeHost.ts";

/** Node's host, but PNG figures are some bytes: drawing them takes most of the time of a small run. */
export const hostWithoutPictures: Host = { ...nodeHost, png: async () => Uint8Array.of(1, 2, 3) };
