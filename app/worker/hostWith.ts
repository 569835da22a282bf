import type { Host } from "../../src/host/host.ts";
import type { Picked } from "../messages/files.ts";

/** Makes a host with what the user picked. */
export type HostWith = (picked: Picked) => Promise<Host>;
