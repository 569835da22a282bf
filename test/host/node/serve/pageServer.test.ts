import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPageServer, type PageServer } from "../../../../src/host/node/serve/pageServer.ts";
import { ask, type Question } from "./ask.ts";

const folder = mkdtempSync(join(tmpdir(), "cellscape-serve-"));
const page = join(folder, "page");
const data = join(folder, "tissue.h5ad");
let server: PageServer;
let token: string;
/** Address of the shared file. */
let address: string;

beforeAll(async () => {
  mkdirSync(join(page, "parts"), { recursive: true });
  writeFileSync(join(page, "index.html"), "<title>page</title>");
  writeFileSync(join(page, "parts/a.wasm"), "wasm");
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(data, "0123456789");
  server = await openPageServer({ page, files: [data] });
  token = new URL(server.url).searchParams.get("token") ?? "";
  address = JSON.parse((await known({ path: "/session.json" })).body).inputs[0].address;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** A request that shows the token. */
const known = (question: Question = {}) =>
  ask(server.port, { ...question, headers: { authorization: `token ${token}`, ...question.headers } });
const statuses = (questions: readonly Question[]) =>
  Promise.all(questions.map(async (question) => (await known(question)).status));

describe("who is let in", () => {
  test("other machines cannot connect: the server listens on the loopback interface", async () => {
    const others = Object.values(networkInterfaces()).flatMap((each = []) =>
      each.filter(({ internal, family }) => !internal && family === "IPv4").map(({ address }) => address),
    );
    const reached = others.map(
      (host) =>
        new Promise((resolve) => {
          const socket = connect({ host, port: server.port }, () => resolve(true));
          socket.on("error", () => resolve(false));
        }),
    );
    expect(await Promise.all(reached)).toEqual(others.map(() => false));
    expect(new URL(server.url).hostname).toBe("127.0.0.1");
  });

  test("both names of this machine are taken for Host, with the port", async () => {
    const hosts = [`127.0.0.1:${server.port}`, `localhost:${server.port}`];
    expect(await statuses(hosts.map((host) => ({ headers: { host } })))).toEqual([200, 200]);
  });

  test("a foreign Host is refused, whatever it points at", async () => {
    const hosts = ["evil.example", `evil.example:${server.port}`, `127.0.0.1.evil.example:${server.port}`];
    expect(await statuses(hosts.map((host) => ({ headers: { host } })))).toEqual([403, 403, 403]);
  });

  test("a Host without the port or with another is refused", async () => {
    const hosts = ["127.0.0.1", "localhost", `127.0.0.1:${server.port + 1}`];
    expect(await statuses(hosts.map((host) => ({ headers: { host } })))).toEqual([403, 403, 403]);
  });

  test("a request without Host is refused", async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(server.port, "127.0.0.1", () => socket.write("GET / HTTP/1.0\r\n\r\n"));
      socket.once("data", (bytes) => resolve(String(bytes)));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  test("the Origin of another site is refused, and so is none at all in words", async () => {
    const origins = ["http://evil.example", "null", `https://127.0.0.1:${server.port}`, "http://127.0.0.1"];
    expect(await statuses(origins.map((origin) => ({ headers: { origin } })))).toEqual([403, 403, 403, 403]);
    expect(await statuses([{ headers: { origin: `http://127.0.0.1:${server.port}` } }])).toEqual([200]);
  });

  test("a request that the browser makes for another site is refused", async () => {
    const sites = ["cross-site", "same-site", "same-origin", "none"];
    const asked = sites.map((site) => ({ headers: { "sec-fetch-site": site } }));
    expect(await statuses(asked)).toEqual([403, 403, 200, 200]);
  });

  test("a request without the token is refused, and told nothing about addresses", async () => {
    const paths = ["/", address, "/session.json", "/nothing"];
    const answers = await Promise.all(paths.map((path) => ask(server.port, { path })));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });

  test("another token is refused, whatever its length", async () => {
    const wrong = ["", "a", `${token}a`, token.slice(1), token.toLowerCase()];
    const given = wrong.flatMap((each) => [
      { headers: { authorization: `token ${each}` } },
      { path: `/?token=${each}`, headers: { authorization: "" } },
    ]);
    expect(new Set(await statuses(given))).toEqual(new Set([401]));
  });

  test("the token is 32 bytes of each server's own", async () => {
    const other = await openPageServer({ page, files: [] });
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(new URL(other.url).searchParams.get("token")).not.toBe(token);
    other.close();
  });

  test("the address with the token gives a cookie that scripts cannot read, and loses the token", async () => {
    const { status, headers } = await ask(server.port, { path: `/?token=${token}` });
    expect([status, headers.location]).toEqual([303, "/#view"]);
    const cookie = `cellscape-${server.port}=${token}; HttpOnly; SameSite=Strict; Path=/`;
    expect(headers["set-cookie"]).toEqual([cookie]);
  });

  test("the cookie lets in under the name of this port alone", async () => {
    const cookies = [`a=b; cellscape-${server.port}=${token}`, `cellscape-1=${token}`, `cellscape-${server.port}=x`];
    const answers = await Promise.all(cookies.map((cookie) => ask(server.port, { headers: { cookie } })));
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 401]);
  });
});

describe("what is served", () => {
  test("the page and its parts, with their types", async () => {
    const [index, part] = [await known(), await known({ path: "/parts/a.wasm" })];
    expect([index.body, index.headers["content-type"]]).toEqual(["<title>page</title>", "text/html; charset=utf-8"]);
    expect([part.body, part.headers["content-type"]]).toEqual(["wasm", "application/wasm"]);
  });

  test("a request never becomes a path", async () => {
    const paths = [
      ...["/../secret.txt", "/parts/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/..\\secret.txt"],
      ...["//secret.txt", "/parts/", "/parts", "/files/../../secret.txt", `/files/${encodeURIComponent(data)}`, data],
      ...[`${address}/../secret.txt`, `http://127.0.0.1:${server.port}/secret.txt`, "/index.html%00.png", "/files/"],
    ];
    expect(await statuses(paths.map((path) => ({ path })))).toEqual(paths.map(() => 404));
  });

  test("addresses of files are random, and say nothing about their place", async () => {
    const other = await openPageServer({ page, files: [data] });
    const headers = { authorization: `token ${new URL(other.url).searchParams.get("token")}` };
    const { inputs } = JSON.parse((await ask(other.port, { path: "/session.json", headers })).body);
    other.close();
    expect(address).toMatch(/^\/files\/[0-9a-f]{32}$/);
    expect(inputs).toEqual([{ name: data, address: expect.not.stringContaining(address), size: 10 }]);
  });

  test("files of a folder have addresses below one that is random, and nothing outside it has any", async () => {
    const given = join(folder, "given");
    mkdirSync(join(given, "spatial"), { recursive: true });
    writeFileSync(join(given, "counts.h5"), "counts");
    writeFileSync(join(given, "spatial/scale #1.json"), "{}");
    symlinkSync(join(folder, "secret.txt"), join(given, "out.txt"));
    symlinkSync(folder, join(given, "above"));
    symlinkSync(given, join(given, "spatial/around"));
    symlinkSync(join(given, "counts.h5"), join(given, "spatial/again.h5"));
    const other = await openPageServer({ page, files: [given], edit: true });
    const headers = { authorization: `token ${new URL(other.url).searchParams.get("token")}` };
    const get = (path: string, method = "GET") => ask(other.port, { path, method, headers });
    const [input] = JSON.parse((await get("/session.json")).body).inputs;
    const sorted = [...input.files].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(sorted).toEqual([
      ["counts.h5", 6],
      ["spatial/again.h5", 6],
      ["spatial/scale #1.json", 2],
    ]);
    expect(input.address).toMatch(/^\/files\/[0-9a-f]{32}$/);
    expect((await get(`${input.address}/counts.h5`)).body).toBe("counts");
    expect((await get(`${input.address}/spatial/scale%20%231.json`)).body).toBe("{}");
    const none = [
      "",
      "/",
      "/out.txt",
      "/above/secret.txt",
      "/../secret.txt",
      "/spatial/../counts.h5",
      "/spatial",
      "/x",
    ];
    expect(await Promise.all(none.map(async (path) => (await get(input.address + path)).status))).toEqual(
      none.map(() => 404),
    );
    // Files of a folder are read, not written.
    expect((await get(`${input.address}/counts.h5`, "PUT")).status).toBe(405);
    other.close();
  });

  test("a file that would hang the HDF5 library is not called sound, and another is", async () => {
    const sound = async () => (await known({ path: address, method: "HEAD" })).headers["file-sound"];
    expect(await sound()).toBe("yes");
    const collection = Buffer.alloc(64);
    collection.write("GCOL\x01");
    collection.writeBigUInt64LE(64n, 8);
    // A piece of impossible length: it leads round to itself.
    collection.writeUInt16LE(1, 16);
    collection.writeBigUInt64LE(0xfffffffffffffff0n, 24);
    writeFileSync(data, collection);
    expect(await sound()).toBeUndefined();
    writeFileSync(data, "0123456789");
    expect(await sound()).toBe("yes");
  });

  test("the version of a file differs when it was written again", async () => {
    const versions = async () => (await known({ path: address, method: "HEAD" })).headers["file-version"];
    const before = await versions();
    expect(await versions()).toBe(before);
    writeFileSync(data, "9876543210");
    expect(await versions()).not.toBe(before);
    writeFileSync(data, "0123456789");
  });

  test("files that come to the page's folder later, and links out of it, have no address", async () => {
    writeFileSync(join(page, "later.txt"), "later");
    symlinkSync(join(folder, "secret.txt"), join(page, "link.txt"));
    const other = await openPageServer({ page, files: [] });
    const headers = { authorization: `token ${new URL(other.url).searchParams.get("token")}` };
    expect((await ask(other.port, { path: "/link.txt", headers })).status).toBe(404);
    expect(await statuses([{ path: "/later.txt" }])).toEqual([404]);
    other.close();
  });

  test("one range of a file", async () => {
    const answer = await known({ path: address, headers: { range: "bytes=2-4" } });
    expect([answer.status, answer.body, answer.headers["content-range"]]).toEqual([206, "234", "bytes 2-4/10"]);
    const whole = await known({ path: address });
    expect([whole.status, whole.body, whole.headers["accept-ranges"]]).toEqual([200, "0123456789", "bytes"]);
  });

  test("several ranges, and a range beyond the end, are refused with the size", async () => {
    for (const range of ["bytes=0-1,3-4", "bytes=10-", "bytes=4-3", "bytes=x"]) {
      const { status, headers } = await known({ path: address, headers: { range } });
      expect([status, headers["content-range"]], range).toEqual([416, "bytes */10"]);
    }
  });

  test("HEAD gives the length without the bytes", async () => {
    const { status, headers, body } = await known({ path: address, method: "HEAD" });
    expect([status, headers["content-length"], body]).toEqual([200, "10", ""]);
  });

  test("other methods are refused, and saving too where it is not allowed", async () => {
    const methods = ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"];
    expect(await statuses(methods.map((method) => ({ method, path: address })))).toEqual(methods.map(() => 405));
  });

  test("every answer has the policy, isolation and no trace in caches", async () => {
    const answers = [
      await known(),
      await known({ path: "/nothing" }),
      await known({ path: address, headers: { range: "bytes=99-" } }),
      await known({ method: "POST" }),
      await ask(server.port),
      await ask(server.port, { headers: { host: "evil.example" } }),
      await ask(server.port, { path: `/?token=${token}` }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 416, 405, 401, 403, 303]);
    for (const { headers, status } of answers) {
      expect(headers, String(status)).toMatchObject({
        "content-security-policy": expect.stringMatching(/default-src 'none'.*connect-src 'self'/),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
      });
    }
  });
});

describe("how it ends", () => {
  test("after the last page was closed, where that is wanted, and not before one was opened", async () => {
    const other = await openPageServer({ page, files: [], endsAfter: 0 });
    const headers = { authorization: `token ${new URL(other.url).searchParams.get("token")}` };
    expect((await ask(other.port, { headers })).status).toBe(200);
    const socket = connect(other.port, "127.0.0.1", () =>
      socket.write(
        `GET /open HTTP/1.1\r\nHost: 127.0.0.1:${other.port}\r\nAuthorization: ${headers.authorization}\r\n\r\n`,
      ),
    );
    await new Promise((resolve) => socket.once("data", resolve));
    expect((await ask(other.port, { headers })).status).toBe(200);
    socket.destroy();
    await other.ended;
    await expect(ask(other.port, { headers })).rejects.toThrow();
  });

  test("a port that is taken, and a file that is not there, are named", async () => {
    const port = server.port;
    await expect(openPageServer({ page, files: [], port })).rejects.toMatchObject({ code: "bad-option" });
    await expect(openPageServer({ page, files: [join(folder, "no.h5ad")] })).rejects.toMatchObject({
      code: "bad-file",
    });
  });
});
