import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CellScapeError } from "../../src/core/errors.ts";
import { memoryInWords } from "../../src/core/memorySize.ts";
import { flagOf } from "../../src/core/options/parse.ts";
import { createTask } from "../../src/core/task.ts";
import { builtPage } from "../../src/host/node/serve/builtPage.ts";
import { writeSinglePage } from "../../src/session/singlePage/singlePage.ts";
import { voiceOf } from "../progress/voiceOf.ts";
import type { Given } from "../spec.ts";
import type { Invocation } from "../terminal.ts";

/** `cellscape view RESULT.h5ad --export-html FILE.html` */
export async function exportPage(
  files: readonly string[],
  out: string,
  given: Given,
  { host, terminal, print }: Invocation,
): Promise<void> {
  const [path, ...others] = files;
  if (path === undefined || others.length > 0) {
    const got = path === undefined ? "none" : `${files.length} files`;
    throw new CellScapeError("bad-option", `--export-html: expected one .h5ad, got ${got}`);
  }
  const served = ["edit", "once", "port", "noBrowser"].find(
    (name) => given[name] !== undefined && given[name] !== false,
  );
  if (served !== undefined) {
    const got = `--${flagOf(served)}, which is for a page that is served`;
    throw new CellScapeError("bad-option", `--export-html: expected no other option, got ${got}`);
  }
  const template = await readFile(join(builtPage(), "single/explorer.html"), "utf8");
  const task = createTask("write", { report: voiceOf("auto", terminal.stderr).report });
  const size = await writeSinglePage(host, { path, out, template }, task);
  print(`${out}: ${memoryInWords(size)}; it opens in any browser, without a network. All of ${path} is in it.`);
}
