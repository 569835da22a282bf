import type { Progress } from "../../../src/core/progress.ts";
import { browserHost, opfsStore, rangeSource } from "../../../src/entries/browser.ts";
import { readDataset } from "../../../src/io/open.ts";
import type { ConfigInput } from "../../../src/session/options/run.ts";
import { contentOf } from "./contentOf.ts";
import { probeHost } from "./hostContract.ts";
import { demoOn, runOn } from "./runOn.ts";

/** What the page may ask of this worker; bundled and run by `host.test.ts`. */
export type Job =
  | { readonly kind: "probe"; readonly store?: "opfs" }
  | { readonly kind: "demo" }
  /** A run that keeps its work in the page's own file system and answers when a step begins, from which on it may be ended. */
  | { readonly kind: "until"; readonly step: string }
  /** The same run, which goes on with what is kept there. */
  | { readonly kind: "resume" }
  /** Reads a file of the server by ranges. */
  | { readonly kind: "range"; readonly address: string; readonly size: number }
  | { readonly kind: "file"; readonly address: string; readonly config: ConfigInput };

const assets = { resvg: "/resvg.wasm", fonts: ["/regular.ttf", "/bold.ttf"], runtime: "/runtime/" };

/** Files that outlive this worker. */
async function lasting() {
  return opfsStore(await navigator.storage.getDirectory());
}

async function lastingHost() {
  return browserHost({ assets, store: await lasting() });
}

async function work(job: Job): Promise<unknown> {
  if (job.kind === "probe" && job.store === undefined) return probeHost(browserHost({ assets }), "probe");
  if (job.kind === "probe") return probeHost(await lastingHost(), "probe");
  if (job.kind === "demo") return demoOn(browserHost({ assets }), "demo");
  if (job.kind === "until") {
    const host = await lastingHost();
    return new Promise((resolve, reject) => {
      const report = (told: Progress) => {
        if (told.kind === "begin" && told.step === job.step) resolve("begun");
      };
      demoOn(host, "kept", { report, checkpointSeconds: 0 }).catch(reject);
    });
  }
  if (job.kind === "resume") {
    const said: string[] = [];
    const report = (told: Progress) => {
      if (told.kind === "begin") said.push(told.does);
    };
    const ran = await demoOn(await lastingHost(), "kept", { report, resume: true, checkpointSeconds: 0 });
    const left = (await (await lasting()).list()).filter((path) => path.includes(".cellscape"));
    return { ran, said, left };
  }
  if (job.kind === "range") return contentOf(await readDataset(rangeSource(job, job.address)));
  const picked = await (await fetch(job.address)).blob();
  return runOn(browserHost({ assets, files: new Map([["picked.h5ad", picked]]) }), "picked.h5ad", job.config);
}

addEventListener("message", ({ data }: MessageEvent<Job>) => {
  work(data).then(
    (done) => postMessage({ done }),
    (error: unknown) =>
      postMessage({ failed: error instanceof Error ? `${error.message}\n${error.stack}` : String(error) }),
  );
});
