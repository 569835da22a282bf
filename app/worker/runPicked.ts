import { CellScapeError } from "../../src/core/errors.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { runFile } from "../../src/session/runFile.ts";
import type { Handlers, Ran, RunOrder } from "../messages/calls.ts";
import { folderOf, hostWith } from "./inputs.ts";
import { pageStore } from "./store.ts";

/** Run what the user picked. Unfinished work of a closed page is kept, and one page at a time writes to a folder. */
export const runPicked: Handlers["run"] = async (order, { signal, tell }) => {
  const out = folderOf(order.input);
  return navigator.locks.request(`cellscape ${out}`, { ifAvailable: true }, async (lock) => {
    if (lock) return runAlone(order, out, { signal, report: tell });
    const way = "wait for it, or close that page";
    throw new CellScapeError(
      "bad-option",
      `${order.input.name}: expected no other run of it, got one in another page; ${way}`,
    );
  });
};

/** Seconds of work that closing the page may lose. */
const checkpointSeconds = 10;

async function runAlone(
  { input, settings, resume }: RunOrder,
  out: string,
  control: Pick<Parameters<typeof runFile>[2], "signal" | "report">,
): Promise<Ran> {
  const store = await pageStore();
  const host = await hostWith(input);
  const config = parseConfig({ threads: 1, ...settings, engine: "wasm" });
  const { lines, stopped } = await runFile(host, input.name, { config, out, resume, checkpointSeconds, ...control });
  const manifest: unknown = JSON.parse((await (await store.get(`${out}/manifest.json`))?.text()) ?? "{}");
  const names = typeof manifest === "object" && manifest && "files" in manifest ? manifest.files : [];
  const files = await Promise.all(
    ["manifest.json", ...(Array.isArray(names) ? names.map(String) : [])].map(async (name) => {
      const content = await store.get(`${out}/${name}`);
      return content ? [{ name, content }] : [];
    }),
  );
  return { lines, stopped, files: files.flat() };
}
