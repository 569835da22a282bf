import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { enrichrService } from "../../../src/session/run/enrichr.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A local service that answers as the given function says; the network is never asked. */
async function serve(answer: (path: string, body: string) => { status?: number; text: string } | undefined) {
  const asked: { path: string; body: string }[] = [];
  server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const path = request.url ?? "";
    asked.push({ path, body });
    const reply = answer(path, body);
    // No reply: the service hangs.
    if (reply) response.writeHead(reply.status ?? 200).end(reply.text);
  });
  await new Promise<void>((ready) => server?.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/Enrichr`, asked };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

const row = (rank: number, term: string, p: number, genes: readonly string[]) => [
  rank,
  term,
  p,
  2.5,
  10,
  genes,
  2 * p,
  0,
  0,
];
const good = (path: string) => {
  if (path.endsWith("/addList")) return { text: JSON.stringify({ shortId: "a", userListId: 77 }) };
  const rows = [row(1, "myelination", 0.02, ["PLP1", "MBP"]), row(2, "axon", 0.001, ["MBP"])];
  return { text: JSON.stringify({ GO_2021: rows }) };
};

test("genes go out in upper case and come back in their own spelling, the surest set first", async () => {
  const { url, asked } = await serve(good);
  const warnings: string[] = [];
  const ask = enrichrService({ url, libraries: ["GO_2021"], warn: (text) => warnings.push(text) });
  const [{ library, terms, notes }] = await ask(["Mbp", "Plp1", "Mobp"]);
  expect(library).toBe("GO_2021");
  expect(terms.map(({ term, genes, pValue, adjustedPValue }) => [term, genes, pValue, adjustedPValue])).toEqual([
    ["axon", ["Mbp"], 0.001, 0.002],
    ["myelination", ["Mbp", "Plp1"], 0.02, 0.04],
  ]);
  expect(notes.join()).toContain("upper case");
  expect(asked[0].body).toMatch(/MBP\r?\nPLP1\r?\nMOBP\r?\n/);
  expect(asked[1].path).toBe("/Enrichr/enrich?userListId=77&backgroundType=GO_2021");
  expect(warnings).toEqual([]);
});

test("an unknown library is told once, and the others are still asked for", async () => {
  const { url } = await serve((path) => (path.includes("Nowhere") ? { status: 404, text: "" } : good(path)));
  const warnings: string[] = [];
  const ask = enrichrService({ url, libraries: ["GO_2021", "Nowhere"], warn: (text) => warnings.push(text) });
  for (let query = 0; query < 3; query++) {
    expect((await ask(["MBP"])).map(({ library }) => library)).toEqual(["GO_2021"]);
  }
  expect(warnings.length).toBe(1);
  expect(warnings[0]).toContain("404 Not Found for library Nowhere");
});

test("a service that hangs, fails or answers with a page is given up after one question, and the run goes on", async () => {
  for (const [answer, said] of [
    [() => undefined, "none within 0.2 s"],
    [() => ({ status: 503, text: "" }), "503 Service Unavailable"],
    [() => ({ text: "<html>down</html>" }), "which is not JSON"],
    [() => ({ text: "{}" }), "no number for the list of genes"],
  ] as const) {
    const { url, asked } = await serve(answer);
    const warnings: string[] = [];
    const ask = enrichrService({ url, libraries: ["GO"], timeoutMs: 200, warn: (text) => warnings.push(text) });
    expect(await ask(["MBP"])).toEqual([]);
    expect(await ask(["MBP"])).toEqual([]);
    expect(asked.length).toBe(1);
    expect(warnings.length).toBe(1);
    expect(warnings[0]).toContain(said);
    expect(warnings[0]).toContain("--gene-sets FILE.gmt");
    server?.closeAllConnections();
    server?.close();
  }
});

test("no service at the address is said plainly", async () => {
  const { url } = await serve(good);
  await new Promise((closed) => server?.close(closed));
  const warnings: string[] = [];
  const ask = enrichrService({ url, libraries: ["GO"], warn: (text) => warnings.push(text) });
  expect(await ask(["MBP"])).toEqual([]);
  expect(warnings[0]).toContain("got no connection");
});

test("who stops meanwhile hears no warning", async () => {
  const { url } = await serve(() => undefined);
  const warnings: string[] = [];
  const stop = new AbortController();
  const ask = enrichrService({ url, libraries: ["GO"], warn: (text) => warnings.push(text) });
  setTimeout(() => stop.abort(), 50);
  expect(await ask(["MBP"], stop.signal)).toEqual([]);
  expect(warnings).toEqual([]);
});
