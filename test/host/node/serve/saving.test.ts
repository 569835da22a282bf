import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { openPageServer, type PageServer } from "../../../../src/host/node/serve/pageServer.ts";
import { ask } from "./ask.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-saving-"));
const page = join(folder, "page");
const place = join(folder, "data");
const data = join(place, "result.h5ad");
let server: PageServer;
let headers: { authorization: string };
let path: string;
mkdirSync(page);
mkdirSync(place);

beforeEach(async () => {
  writeFileSync(data, "as it was");
  server = await openPageServer({ page, files: [data], edit: true });
  ({ headers, path } = await enter(server.url));
});
afterEach(() => server.close());
afterAll(() => rmSync(folder, { recursive: true }));

async function enter(url: string): Promise<{ headers: { authorization: string }; path: string }> {
  const { port, searchParams } = new URL(url);
  const headers = { authorization: `token ${searchParams.get("token")}` };
  const { inputs } = JSON.parse((await ask(Number(port), { path: "/session.json", headers })).body);
  return { headers, path: inputs[0].address };
}

const tagNow = async () => String((await ask(server.port, { path, method: "HEAD", headers })).headers.etag);
const save = (tag: string, body: string) =>
  ask(server.port, { path, method: "PUT", headers: { ...headers, "if-match": tag }, body });

test("a file that is as it was read is replaced, keeps its rights, and leaves nothing beside", async () => {
  chmodSync(data, 0o640);
  const { status, headers } = await save(await tagNow(), "edited");
  expect([status, readFileSync(data, "utf8"), statSync(data).mode & 0o777]).toEqual([204, "edited", 0o640]);
  expect(headers.etag).toBe(await tagNow());
  expect(readdirSync(place)).toEqual(["result.h5ad"]);
});

test("a file that has changed since it was read is left alone", async () => {
  const tag = await tagNow();
  writeFileSync(data, "by another program");
  expect((await save(tag, "edited")).status).toBe(412);
  expect([readFileSync(data, "utf8"), readdirSync(place)]).toEqual(["by another program", ["result.h5ad"]]);
});

test("of two pages that read the same, one saves", async () => {
  const tag = await tagNow();
  const answers = await Promise.all([save(tag, "one"), save(tag, "two")]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 412]);
  expect(readFileSync(data, "utf8")).toBe(answers[0].status === 204 ? "one" : "two");
});

test("without the digest of what was read nothing is saved", async () => {
  const answer = await ask(server.port, { path, method: "PUT", headers, body: "edited" });
  expect([answer.status, (await save("*", "edited")).status]).toEqual([428, 428]);
  expect(readFileSync(data, "utf8")).toBe("as it was");
});

test("another site's page cannot save, and the page's own parts cannot be replaced", async () => {
  const own = { ...headers, "if-match": await tagNow() };
  const foreign = { ...own, origin: "http://evil.example" };
  const put = { path, method: "PUT", body: "edited" };
  expect((await ask(server.port, { ...put, headers: foreign })).status).toBe(403);
  expect((await ask(server.port, { ...put, headers: { "if-match": own["if-match"] } })).status).toBe(401);
  expect((await ask(server.port, { ...put, path: "/session.json", headers: own })).status).toBe(405);
  expect(readFileSync(data, "utf8")).toBe("as it was");
});

/** Sends the first bytes of a file and no more, until `enough` holds. */
async function sendPart(url: string, enough: () => boolean) {
  const { port } = new URL(url);
  const entered = await enter(url);
  const tag = String((await ask(Number(port), { ...entered, method: "HEAD" })).headers.etag);
  const sent = request({
    ...{ host: "127.0.0.1", port, path: entered.path, method: "PUT", agent: false },
    headers: { ...entered.headers, "if-match": tag, "content-length": "99" },
  });
  sent.on("error", () => undefined);
  sent.write("half");
  while (!enough()) await new Promise((resolve) => setTimeout(resolve, 5));
  return sent;
}

const drafts = () => readdirSync(place).filter((name) => name !== "result.h5ad");
const gone = async (): Promise<void> => {
  while (drafts().length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
};

test("a page that is closed while it saves leaves the file as it was", async () => {
  const sent = await sendPart(server.url, () => drafts().length === 1);
  sent.destroy();
  await gone();
  expect(readFileSync(data, "utf8")).toBe("as it was");
});

test("a server that is killed while it saves leaves the file as it was, and the next removes the draft", async () => {
  const child = startServer();
  const url = await new Promise<string>((resolve) =>
    child.stdout?.once("data", (text) => resolve(String(text).trim())),
  );
  await sendPart(url, () => drafts().length === 1);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  expect([readFileSync(data, "utf8"), drafts().length]).toEqual(["as it was", 1]);
  (await openPageServer({ page, files: [data], edit: true })).close();
  expect([readFileSync(data, "utf8"), drafts()]).toEqual(["as it was", []]);
});

/** A server in a process of its own. */
function startServer(): ChildProcess {
  const built = new URL("../../../../dist/src/host/node/serve/pageServer.js", import.meta.url).href;
  const options = JSON.stringify({ page, files: [data], edit: true });
  const code = `import { openPageServer } from ${JSON.stringify(built)}; console.log((await openPageServer(${options})).url);`;
  return spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
}
