import type { Host } from "../host/host.ts";
import { readObsNames } from "../io/anndata/h5ad.ts";
import { openDataset } from "../io/open.ts";
import { resultKeys } from "../run/resultKeys.ts";

/** Whether a file holds the domains of a run. Nothing but names is read; a file that cannot be read holds none. */
export async function holdsResult({ files }: Pick<Host, "files">, path: string): Promise<boolean> {
  try {
    const input = await files.open(path);
    const { format } = await openDataset(input);
    if (input.kind !== "file" || format !== "h5ad") return false;
    return (await readObsNames(input)).includes(resultKeys().domain);
  } catch {
    return false;
  }
}
