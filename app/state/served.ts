import { signal } from "@preact/signals";
import { addressIn, type ServedInput, type ServedSession } from "../../src/host/servedSession.ts";
import type { Picked } from "../messages/files.ts";
import { failure, trying } from "./failure.ts";
import { isServed } from "./isServed.ts";
import { pick } from "./session.ts";

/** Files and folders that `cellscape view` was given. */
export const served = signal<ServedSession>({ edit: false, inputs: [] });

/** Take what the program was given, where it has opened this page. */
export async function openServed(): Promise<void> {
  if (!isServed) return;
  // Open as long as the page is: the program may end with it.
  new EventSource("./open");
  const response = await fetch("./session.json").catch(() => undefined);
  if (!response?.ok) {
    failure.value =
      "expected an answer of cellscape view, got none; is it still running? Open the address that it printed";
    return;
  }
  served.value = await response.json();
  const [only, ...others] = served.value.inputs;
  if (only !== undefined && others.length === 0) await pickServed(only);
}

/** Pick a file or a folder that the program was given. It is read by ranges: nothing is fetched before it is needed. */
export async function pickServed(input: ServedInput): Promise<void> {
  await trying(async () => pick(await pickedOf(input)));
}

async function pickedOf({ name: given, address, size, files }: ServedInput): Promise<Picked> {
  const name =
    given
      .replace(/[\\/]+$/, "")
      .split(/[\\/]/)
      .at(-1) || given;
  const here = (path: string) => new URL(`.${path}`, location.href).href;
  if (files) {
    const inside = files.map(([path, bytes]) => ({
      path,
      file: { address: here(addressIn(address, path)), size: bytes },
    }));
    return { name, isFolder: true, files: inside };
  }
  // The program states the digest of what it gave where it takes the file back.
  const head = served.value.edit ? await fetch(here(address), { method: "HEAD" }) : undefined;
  const tag = head?.headers.get("etag") ?? null;
  const home = tag === null ? {} : { home: { address: here(address), tag } };
  return { name, isFolder: false, files: [{ path: name, file: { address: here(address), size } }], ...home };
}
