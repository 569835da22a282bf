import type { Host } from "../../host/host.ts";
import { compareTables } from "./compareTables.ts";
import type { Difference } from "./compareTrees.ts";
import type { RecordedRun } from "./recordedRun.ts";

/** Tables that either run wrote, and those of the recorded one that are not there any more. */
export async function tableDifferences(
  host: Host,
  { recorded, repeated }: { readonly recorded: RecordedRun; readonly repeated: RecordedRun },
  { from, to }: { readonly from: string; readonly to: string },
): Promise<{ readonly differences: Difference[]; readonly missing: string[] }> {
  const differences: Difference[] = [];
  const missing: string[] = [];
  const names = [...new Set([...recorded.files, ...repeated.files])].filter((name) => name.endsWith(".csv"));
  for (const name of names) {
    const [old, made] = [await textIn(host, from, name), await textIn(host, to, name)];
    if (old === undefined && recorded.files.includes(name)) missing.push(name);
    else differences.push(...compareTables(name, old, made));
  }
  return { differences, missing };
}

/** The text of a file of results; undefined where it is not there. */
async function textIn({ files, paths }: Host, folder: string, name: string): Promise<string | undefined> {
  const source = await files.openFile(paths.join(folder, name)).catch(() => undefined);
  return source && new TextDecoder().decode(await source.read(0, source.size));
}
