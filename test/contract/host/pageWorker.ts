import { browserHost } from "../../../src/entries/browser.ts";
import type { ConfigInput } from "../../../src/session/options/run.ts";
import { probeHost } from "./hostContract.ts";
import { demoOn, runOn } from "./runOn.ts";

/** What the page may ask of this worker; bundled and run by `host.test.ts`. */
export type Job =
  | { readonly kind: "probe" }
  | { readonly kind: "demo" }
  | { readonly kind: "file"; readonly address: string; readonly config: ConfigInput };

const assets = { resvg: "/resvg.wasm", fonts: ["/regular.ttf", "/bold.ttf"], runtime: "/runtime/" };

async function work(job: Job): Promise<unknown> {
  if (job.kind === "probe") return probeHost(browserHost({ assets }), "probe");
  if (job.kind === "demo") return demoOn(browserHost({ assets }), "demo");
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
