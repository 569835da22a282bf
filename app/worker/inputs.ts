import { browserHost } from "../../src/host/browser/browserHost.ts";
import type { Host } from "../../src/host/host.ts";
import type { Input } from "../../src/io/source.ts";
import type { Picked } from "../messages/files.ts";
import { inputOf } from "./pickedInput.ts";
import { pageStore } from "./store.ts";

/** Files of the page, beside the folder of its scripts. By the worker's own address: the bundler takes that of a module for a list of files. */
const beside = (name: string) => new URL(`../${name}`, location.href).href;

const assets = {
  resvg: beside("pictures/resvg.wasm"),
  fonts: [beside("pictures/regular.ttf"), beside("pictures/bold.ttf")],
};

/**
 * A host with what the user picked.
 *
 * @param given other files, by the paths that settings name.
 * @param note reports how models are trained where they have workers of their own; without it they are trained in this one.
 */
export async function hostWith(
  picked: Picked,
  { given, note }: { readonly given?: ReadonlyMap<string, Blob>; readonly note?: (text: string) => void } = {},
): Promise<Host> {
  const files = new Map<string, Blob | Input>([...(given ?? []), [picked.name, inputOf(picked)]]);
  const start = () => new Worker(new URL("./seedWorker.ts", import.meta.url), { type: "module" });
  const seeds = note && { start, note };
  return browserHost({ files, store: await pageStore(), assets, ...(seeds ? { seeds } : {}) });
}
