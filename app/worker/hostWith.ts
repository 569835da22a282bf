import type { Host } from "../../src/host/host.ts";
import type { Picked } from "../messages/files.ts";

/** Makes a host with what the user picked. @param given other files, by the paths that settings name. */
export type HostWith = (picked: Picked, given?: ReadonlyMap<string, Blob>) => Promise<Host>;
