import { signal } from "@preact/signals";
import type { ServedSession } from "../../src/host/servedSession.ts";
import { failure } from "./failure.ts";
import { busy, pick } from "./session.ts";

/** Files that `cellscape view` was given. */
export const served = signal<ServedSession["files"]>([]);

/** Whether `cellscape view` has opened this page. */
export const isServed = location.hash === "#view";

/** Take what the program was given, where it has opened this page. */
export async function openServed(): Promise<void> {
  if (!isServed) return;
  // Open as long as the page is: the program may end with it.
  new EventSource("./open");
  const session: ServedSession = await (await fetch("./session.json")).json();
  served.value = session.files;
  const [only] = session.files;
  if (only !== undefined && session.files.length === 1) await pickServed(only);
}

/** Pick a file that the program was given. */
export async function pickServed({ name, address }: ServedSession["files"][number]): Promise<void> {
  busy.value = `Reading ${name}`;
  const response = await fetch(`.${address}`);
  busy.value = undefined;
  if (!response.ok) {
    failure.value = `${name}: expected a file, got none; it may have been moved`;
    return;
  }
  const path = name.split(/[\\/]/).at(-1) ?? name;
  // The program states what it gave where it takes the file back.
  const tag = response.headers.get("etag");
  const home = tag === null ? {} : { home: { address, tag } };
  await pick({ name: path, isFolder: false, files: [{ path, file: await response.blob() }], ...home });
}
