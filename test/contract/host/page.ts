import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { rolldown } from "rolldown";
import { byteRange } from "../../../src/host/node/serve/byteRange.ts";
import { launch } from "../../app/chromium.ts";
import type { Job } from "./pageWorker.ts";

const { resolve } = createRequire(import.meta.url);

/** The browser enforces that nothing but the page's own server is reached. */
const policy = [
  ...["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'", "connect-src 'self'"],
].join("; ");

export interface HostPage {
  /** Do a job in the page's worker, which is a new one each time. */
  run(job: Job): Promise<unknown>;
  /** Serve a file under an address, whole or a range of it. */
  serve(address: string, path: string): void;
  /** Bytes that were sent of a file. */
  sent(address: string): number;
  /** Everything that was requested from elsewhere, and what the page complained of. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A page in Chromium, served from the loopback interface, that runs the bundled library in a Web Worker. */
export async function openHostPage(): Promise<HostPage> {
  const files = new Map<string, () => string | Uint8Array>([
    ["/", () => "<!doctype html><title>cellscape</title>"],
    ["/resvg.wasm", () => readFileSync(resolve("@resvg/resvg-wasm/index_bg.wasm"))],
    ["/regular.ttf", () => readFileSync(resolve("@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf"))],
    ["/bold.ttf", () => readFileSync(resolve("@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf"))],
  ]);
  for (const [name, code] of await bundled()) files.set(`/${name}`, () => code);
  const runtime = dirname(resolve("onnxruntime-web/wasm"));
  for (const name of ["ort-wasm-simd-threaded.wasm", "ort-wasm-simd-threaded.mjs"]) {
    files.set(`/runtime/${name}`, () => readFileSync(join(runtime, name)));
  }
  const sent = new Map<string, number>();
  const server = await listening(files, sent);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("internal: a server without a port");
  const origin = `http://127.0.0.1:${address.port}`;
  const complaints: string[] = [];
  const { browser, page } = await opened(origin, complaints);
  return {
    complaints,
    serve: (name, path) => files.set(name, () => readFileSync(path)),
    sent: (name) => sent.get(name) ?? 0,
    async run(job) {
      const answer = await page.evaluate(
        (job) =>
          new Promise<{ done?: unknown; failed?: string }>((resolve) => {
            const worker = new Worker("/pageWorker.js", { type: "module" });
            worker.onmessage = ({ data }) => {
              worker.terminate();
              resolve(data);
            };
            worker.onerror = ({ message }) => resolve({ failed: `the worker did not start: ${message}` });
            worker.postMessage(job);
          }),
        job,
      );
      if (answer.failed !== undefined) throw new Error(answer.failed);
      return answer.done;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** The worker and the library as scripts of a page. */
async function bundled(): Promise<[string, string][]> {
  const bundle = await rolldown({
    input: { pageWorker: join(import.meta.dirname, "pageWorker.ts") },
    platform: "browser",
    onLog: () => undefined,
  });
  const { output } = await bundle.generate({ format: "esm", entryFileNames: "[name].js", chunkFileNames: "[name].js" });
  await bundle.close();
  return output.flatMap((part): [string, string][] => (part.type === "chunk" ? [[part.fileName, part.code]] : []));
}

const types: Readonly<Record<string, string>> = {
  js: "text/javascript",
  mjs: "text/javascript",
  wasm: "application/wasm",
};

function listening(files: ReadonlyMap<string, () => string | Uint8Array>, sent: Map<string, number>): Promise<Server> {
  const server = createServer(({ url = "/", method, headers: { range } }, response) => {
    const whole = files.get(url)?.();
    const type = url === "/" ? "text/html" : (types[url.split(".").at(-1) ?? ""] ?? "application/octet-stream");
    const part = whole && byteRange(range, whole.length);
    const content = typeof part === "object" ? whole?.slice(part.start, part.end + 1) : whole;
    const status = typeof part === "object" ? 206 : whole ? 200 : 404;
    if (method === "GET") sent.set(url, (sent.get(url) ?? 0) + (content?.length ?? 0));
    // The files of these tests were searched, as `cellscape view` does.
    const headers = { "content-type": type, "content-security-policy": policy, "file-sound": "yes" };
    response.writeHead(status, headers);
    response.end(content);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function opened(origin: string, complaints: string[]): Promise<{ browser: Browser; page: Page }> {
  const browser = await launch();
  const page = await browser.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.context().on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`)) complaints.push(request.url());
  });
  await page.goto(`${origin}/`);
  return { browser, page };
}
