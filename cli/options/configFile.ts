import { readFile } from "node:fs/promises";
import { CellScapeError } from "../../src/core/errors.ts";
import { settingsOf } from "../../src/core/options/settingsFile.ts";
import type { CommandSpec } from "../spec.ts";

/**
 * Options in a file of `--config`: YAML, JSON, or the manifest.json of a run.
 *
 * @throws bad-file naming the file, and the key where one is unknown.
 */
export async function readConfigFile(
  path: string,
  { name, options, derived }: Pick<CommandSpec, "name" | "options" | "derived">,
): Promise<Record<string, unknown>> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    const got = { ENOENT: "no such file", EISDIR: "expected a file to read, got a folder" }[code];
    throw new CellScapeError("bad-file", `--config ${path}: ${got ?? `expected a file to read, got ${code}`}`, {
      cause,
    });
  });
  return settingsOf(text, { path, command: name, options, derived });
}
