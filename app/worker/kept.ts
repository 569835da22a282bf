import { CellScapeError } from "../../src/core/errors.ts";
import type { Kept, KeptRun, Ran } from "../messages/calls.ts";
import type { ResultFile } from "../messages/files.ts";
import { alone } from "./alone.ts";
import { genesFolder, nameIn, runsFolder } from "./places.ts";
import { isLasting, pageStore } from "./store.ts";

const manifestName = "manifest.json";

/** What this browser keeps, the newest first. */
export async function listKept(): Promise<Kept> {
  const store = await pageStore();
  const runs = new Map<string, KeptRun>();
  const genes = { files: 0, bytes: 0 };
  for (const path of await store.list()) {
    const [, root, name, ...inside] = path.split("/");
    if (`/${root}` === genesFolder && path.endsWith(".bin")) {
      genes.files++;
      genes.bytes += (await store.get(path))?.size ?? 0;
    }
    if (`/${root}` !== runsFolder || name === undefined || inside.length === 0) continue;
    const folder = `${runsFolder}/${name}`;
    const file = await store.get(path);
    // Deleted since the list was made.
    if (!file) continue;
    const before = runs.get(folder) ?? { folder, name: nameIn(folder), bytes: 0, changed: 0, isFinished: false };
    runs.set(folder, {
      ...before,
      bytes: before.bytes + file.size,
      changed: Math.max(before.changed, file instanceof File ? file.lastModified : 0),
      isFinished: before.isFinished || inside.join("/") === manifestName,
    });
  }
  const sorted = [...runs.values()].sort((a, b) => b.changed - a.changed);
  return { isLasting: await isLasting(), runs: sorted, genes, free: await freeBytes() };
}

/** Bytes that the browser still grants; undefined where it does not report them. */
export async function freeBytes(): Promise<number | undefined> {
  const { quota, usage } = await navigator.storage.estimate().catch(() => ({ quota: undefined, usage: undefined }));
  return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
}

/** Whether a folder holds the results of work that ended. */
export async function isFinished(folder: string): Promise<boolean> {
  return (await (await pageStore()).get(`${folder}/${manifestName}`)) !== undefined;
}

/** The files that the manifest of a folder names, and the manifest. */
export async function filesIn(folder: string): Promise<readonly ResultFile[]> {
  const store = await pageStore();
  const manifest: unknown = JSON.parse((await (await store.get(`${folder}/${manifestName}`))?.text()) ?? "{}");
  const names = typeof manifest === "object" && manifest && "files" in manifest ? manifest.files : [];
  const files = await Promise.all(
    [manifestName, ...(Array.isArray(names) ? names.map(String) : [])].map(async (name): Promise<ResultFile[]> => {
      const content = await store.get(`${folder}/${name}`);
      return content ? [{ name, content }] : [];
    }),
  );
  return files.flat();
}

/** The results of an earlier run. */
export async function resultsIn(folder: string): Promise<Ran> {
  return { folder, lines: [`Results of ${nameIn(folder)}`], stopped: false, files: await filesIn(folder) };
}

/** Delete the genes of files that were opened; those of open ones are in memory. */
export async function forgetGenes(): Promise<undefined> {
  await (await pageStore()).removeBelow(genesFolder);
}

/** Delete a folder, unless a run writes to it. */
export async function forget(folder: string): Promise<undefined> {
  const store = await pageStore();
  await alone(
    folder,
    () => store.removeBelow(folder),
    () => new CellScapeError("bad-option", `${nameIn(folder)}: expected no run of it, got one; stop it first`),
  );
}
