import { stat } from "node:fs/promises";

/** Changes whenever the file does, as far as the disk knows. */
export async function fileVersion(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join("-");
}
