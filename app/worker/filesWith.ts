import { browserFiles } from "../../src/host/browser/browserFiles.ts";
import { posixPaths } from "../../src/host/browser/posixPaths.ts";
import type { Host } from "../../src/host/host.ts";
import type { Picked } from "../messages/files.ts";
import { inputOf } from "./pickedInput.ts";
import { pageStore } from "./store.ts";

/** As much of a host with what the user picked as looking into it takes: without engines and figures, which are large. */
export async function filesWith(picked: Picked): Promise<Pick<Host, "files" | "paths">> {
  const given = new Map([[picked.name, inputOf(picked)]]);
  return { files: browserFiles(given, await pageStore()), paths: posixPaths };
}
