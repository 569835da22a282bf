import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { CellScapeError } from "../../../core/errors.ts";
import { soundHeader, versionHeader } from "../../../io/browser/rangeRequests.ts";
import { removeAbandonedDrafts } from "../../../io/node/drafts.ts";
import { systemReason } from "../../../io/node/nodeFile.ts";
import type { ServedSession } from "../../servedSession.ts";
import { assetTable } from "./assets.ts";
import { fileVersion } from "./fileVersion.ts";
import { type Guard, isKnown, strangerIn } from "./guard.ts";
import { answerHeaders } from "./headers.ts";
import { openPages } from "./openPages.ts";
import { replaceFile } from "./replaceFile.ts";
import { sendFile } from "./sendFile.ts";
import { type SharedFile, shareFiles } from "./sharedFiles.ts";
import { newToken, sameToken } from "./token.ts";

export interface PageServerOptions {
  /** Folder of the built page. */
  readonly page: string;
  /** Paths of the files and folders that the page may read. */
  readonly files: readonly string[];
  /** The page may replace these files. */
  readonly edit?: boolean;
  /** 0 by default: any that is free. */
  readonly port?: number;
  /** Taken in place of `port` where it is free. */
  readonly usualPort?: number;
  /** Address to listen on; the loopback interface by default, which other machines do not reach. */
  readonly address?: string;
  /** Seconds after the last page was closed when the server ends by itself; never by default. */
  readonly endsAfter?: number;
}

export interface PageServer {
  readonly port: number;
  /** Address of the page, with the token that lets it in. */
  readonly url: string;
  /** Resolves when the server has ended. */
  readonly ended: Promise<void>;
  close(): void;
}

/**
 * Serve the page and some files to this machine's browser, and to nobody else: the right Host, no other site's page, and a
 * token. A request never becomes a path.
 *
 * @throws bad-option where the port cannot be taken; bad-file for a file that is not there.
 */
export async function openPageServer(options: PageServerOptions): Promise<PageServer> {
  const { edit = false, address = "127.0.0.1", endsAfter } = options;
  const assets = assetTable(options.page);
  const { files, inputs } = await shareFiles(options.files).catch((cause: NodeJS.ErrnoException) => {
    if (cause instanceof CellScapeError) throw cause;
    throw new CellScapeError("bad-file", `${cause.path}: ${systemReason(cause)}`, { cause });
  });
  // A process that was killed while it saved leaves its draft.
  for (const { path, isGiven } of files.values()) if (edit && isGiven) await removeAbandonedDrafts(path);
  const saving = new Map<string, Promise<unknown>>();
  const token = newToken();
  const pages = openPages(endsAfter ?? 0, () => {
    if (endsAfter !== undefined) close();
  });

  const answer = async (request: IncomingMessage, response: ServerResponse, guard: Guard): Promise<void> => {
    const { method = "", headers, url = "" } = request;
    const refuse = (status: number, text: string, more = {}) =>
      response.writeHead(status, { "content-type": "text/plain", ...more }).end(`${text}\n`);
    const stranger = strangerIn(headers, guard);
    if (stranger !== undefined) return void refuse(403, stranger);
    const [place, query = ""] = url.split("?");
    const file = files.get(place);
    const isEdited = edit && file?.isGiven === true;
    const allowed = isEdited ? ["GET", "HEAD", "PUT"] : ["GET", "HEAD"];
    if (!allowed.includes(method)) return void refuse(405, "No such method", { allow: allowed.join(", ") });
    const given = new URLSearchParams(query).get("token");
    if (place === "/" && given !== null && sameToken(given, token)) {
      // Out of the address at once: addresses are kept, shown and passed on.
      const cookie = `${guard.cookie}=${token}; HttpOnly; SameSite=Strict; Path=/`;
      return void response.writeHead(303, { location: "/#view", "set-cookie": cookie }).end();
    }
    if (!isKnown(headers, guard)) return void refuse(401, "Open the address that cellscape view printed");
    if (file && method === "PUT") return save(file, request, response);
    if (file) {
      const tag: Record<string, string> = isEdited ? { etag: `"${await file.digest()}"` } : {};
      const version = { [versionHeader]: await fileVersion(file.path) };
      const sound = method === "HEAD" && (await file.isSound()) ? { [soundHeader]: "yes" } : {};
      return sendFile(request, response, file.path, {
        "content-type": "application/octet-stream",
        ...version,
        ...sound,
        ...tag,
      });
    }
    if (place === "/session.json") {
      response.writeHead(200, { "content-type": "application/json" });
      const session = { edit, inputs: await inputs() } satisfies ServedSession;
      return void response.end(method === "HEAD" ? undefined : JSON.stringify(session));
    }
    if (place === "/open" && method === "GET") return pages.add(response);
    const asset = assets.get(place);
    if (asset) return sendFile(request, response, asset.path, { "content-type": asset.type });
    refuse(404, "No such address");
  };

  const save = async (file: SharedFile, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const expected = /^"([0-9a-f]{64})"$/.exec(request.headers["if-match"] ?? "")?.[1];
    if (expected === undefined) {
      return void response.writeHead(428).end("If-Match: expected the digest of what was read\n");
    }
    // One after the other: the second finds another file than it has read.
    const before = saving.get(file.path) ?? Promise.resolve();
    const mine = before.then(() => replaceFile(file, expected, request));
    saving.set(
      file.path,
      mine.catch(() => undefined),
    );
    if (!(await mine)) return void response.writeHead(412).end("The file has changed since it was read\n");
    response.writeHead(204, { etag: `"${await file.digest()}"` }).end();
  };

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(answerHeaders)) response.setHeader(name, value);
    answer(request, response, guard).catch(() => {
      // A page that went away, or a file that did.
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end("The file could not be read or written\n");
    });
  });
  const port = await listening(server, options, address);
  const names = [...new Set(["127.0.0.1", "localhost", address])];
  const guard = { token, cookie: `cellscape-${port}`, hosts: names.map((name) => `${name}:${port}`) };
  const ended = new Promise<void>((resolve) => server.once("close", resolve));
  const close = () => {
    pages.stop();
    server.close();
    server.closeAllConnections();
  };
  return { port, ended, close, url: `http://${address}:${port}/?token=${token}` };
}

function listening(
  server: Server,
  { port = 0, usualPort }: Pick<PageServerOptions, "port" | "usualPort">,
  address: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on("error", (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === "EADDRINUSE";
      if (isTaken && usualPort !== undefined) return void server.listen(port, address);
      const got = isTaken ? "one that another program uses" : String(cause.message);
      reject(new CellScapeError("bad-option", `--port ${port}: expected a free port, got ${got}; leave it out`));
    });
    server.once("listening", () => {
      const bound = server.address();
      if (bound === null || typeof bound === "string") reject(new Error("internal: a server without a port"));
      else resolve(bound.port);
    });
    server.listen(usualPort ?? port, address);
  });
}
