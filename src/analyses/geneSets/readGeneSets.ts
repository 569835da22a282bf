import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { CellScapeError } from "../../core/errors.ts";
import type { Config } from "../../run/options/config.ts";
import { type GeneSets, parseGmt } from "./geneSets.ts";

/**
 * Read what the user gave for enrichment: libraries of gene sets, and the genes that could have been found.
 *
 * @throws bad-file when a file cannot be read or is not what it should be.
 */
export async function readGeneSets({ geneSets = [], background }: Config): Promise<{
  readonly geneSets: readonly GeneSets[];
  readonly background?: readonly string[] | number;
}> {
  const libraries: GeneSets[] = [];
  for (const path of geneSets) libraries.push(await readLibrary(path));
  if (background === undefined || typeof background === "number") {
    return { geneSets: libraries, ...(background === undefined ? {} : { background }) };
  }
  const genes = (await textOf(background, "--background")).split(/\s+/).filter((gene) => gene !== "");
  if (genes.length === 0) {
    throw new CellScapeError("bad-file", `${background}: expected genes, one a line, got none (--background)`);
  }
  return { geneSets: libraries, background: genes };
}

/** A library is called as its file, without the ending. */
async function readLibrary(path: string): Promise<GeneSets> {
  const file = basename(path);
  return { ...parseGmt(await textOf(path, "--gene-sets"), file), name: file.replace(/\.(gmt|txt)$/i, "") };
}

async function textOf(path: string, flag: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    const reason = { ENOENT: "no such file", EISDIR: "a folder", EACCES: "no permission" }[code] ?? String(cause);
    throw new CellScapeError("bad-file", `${flag} ${path}: expected a file to read, got ${reason}`, { cause });
  }
}
