import type { Host } from "../../../src/host/host.ts";
import { readLabels } from "../../../src/io/anndata/h5ad.ts";
import { type RunFileOptions, runFile, simulateFile } from "../../../src/session/index.ts";
import { type ConfigInput, parseConfig } from "../../../src/session/options/run.ts";

/** What a run left on a host. */
export interface Ran {
  /** Domain of each cell before and after the vote, in the file that was written. */
  readonly raw: readonly string[];
  readonly refined: readonly string[];
  /** Names of the files in the output folder, as the manifest lists them. */
  readonly files: readonly string[];
  /** The manifest's record of the input. */
  readonly input: unknown;
}

/** Run a file with the engine that all hosts have, and read back what was written. */
export async function runOn(
  host: Host,
  path: string,
  config: ConfigInput,
  options: Partial<RunFileOptions> = {},
): Promise<Ran> {
  const out = `${path}-results`;
  const { result } = await runFile(host, path, {
    config: parseConfig({ engine: "wasm", threads: 1, ...config }),
    out,
    timings: false,
    ...options,
  });
  const source = await host.files.openFile(result);
  const labels = async (column: string) => {
    const found = await readLabels(source, column);
    if (found.kind !== "category") throw new Error(`expected categories in ${column}, got ${found.kind}`);
    return Array.from(found.codes, (code) => found.categories[code] ?? "");
  };
  const manifest = await host.files.openFile(host.paths.join(out, "manifest.json"));
  const record = JSON.parse(new TextDecoder().decode(await manifest.read(0, manifest.size)));
  return {
    raw: await labels("cellscape_domain_raw"),
    refined: await labels("cellscape_domain"),
    files: record.files,
    input: record.input,
  };
}

/** What `cellscape demo` does, in a smaller tissue: one is simulated on the host and run there by the standard recipe. */
export async function demoOn(host: Host, folder: string, options: Partial<RunFileOptions> = {}): Promise<Ran> {
  const tissue = host.paths.join(folder, "tissue.h5ad");
  await simulateFile(host, tissue, { cells: 400, genes: 48, domains: 4, seed: 0 });
  return runOn(host, tissue, { domains: 4, seed: 0, unitUm: 1 }, options);
}
