import { opfsStore } from "../../src/host/browser/opfsStore.ts";
import { keptPath } from "./keptAddress.ts";

/** What the build writes before this script: its files, and a name that changes with any of them. */
declare const build: { readonly version: string; readonly files: readonly string[] };

/** The scope of a service worker, as far as it is used. */
interface Scope {
  readonly location: Location;
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetch) => void): void;
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetch extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
const scope = self as unknown as Scope;

const prefix = "cellscape ";
const cacheName = prefix + build.version;
/** A program on this machine gives the page anew each time, from another port. */
const isServed = new URL(scope.location.href).searchParams.has("served");
const known = new Set(isServed ? [] : build.files);
/** Fetched when it is needed: the runtime for graphics cards is larger than all the rest, and pages of one file need a program. */
const isLate = (file: string) => /asyncify|jsep|^single\//.test(file);

scope.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(cacheName);
    await cache.addAll([...known].filter((file) => !isLate(file)));
  };
  if (!isServed) event.waitUntil(fill());
});

scope.addEventListener("activate", (event) => {
  const clean = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
    await Promise.all(names.map((name) => caches.delete(name)));
    await scope.clients.claim();
  };
  event.waitUntil(clean());
});

scope.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const [address] = url.split(/[?#]/);
  if (method !== "GET" || !address?.startsWith(scope.registration.scope)) return;
  const name = address.slice(scope.registration.scope.length) || "./";
  const path = keptPath(name);
  if (path !== undefined) event.respondWith(keptFile(path));
  else if (known.has(name)) event.respondWith(buildFile(name));
});

/** A file of the build, from the cache. With isolation of the origin, which not every server grants: threads need it. */
async function buildFile(name: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  let found = await cache.match(name);
  if (!found) {
    found = await fetch(name);
    if (!found.ok) return found;
    await cache.put(name, found.clone());
  }
  const headers = new Headers(found.headers);
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-embedder-policy", "require-corp");
  headers.set("cross-origin-resource-policy", "same-origin");
  return new Response(found.body, { headers });
}

/** What a report may do: its own scripts, and nothing of this origin or any other. */
const policy =
  "sandbox allow-scripts allow-downloads allow-modals; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:";

async function keptFile(path: string): Promise<Response> {
  const root = await navigator.storage.getDirectory();
  const file = await opfsStore(await root.getDirectoryHandle("cellscape", { create: true })).get(path);
  if (!file) return new Response("This browser does not keep this file any more.", { status: 404 });
  const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy };
  return new Response(file, { headers });
}
