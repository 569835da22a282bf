import { CellScapeError } from "../../core/errors.ts";

/** A file of a server that answers ranges. */
export interface RangeFile {
  readonly address: string;
  /** Bytes. */
  readonly size: number;
}

/** What a server may say of a file with every answer: it differs when the file was written again. */
export const versionHeader = "file-version";

/** The version of files of a server that sends none. */
export const unknownVersion = "unknown";

/** Sent in answer to HEAD where the server has searched the file: see `Source.isSound`. */
export const soundHeader = "file-sound";

/** Requests for the bytes `from .. to` of a file of a server. */
export interface RangeRequests {
  get(from: number, to: number): Promise<Uint8Array>;
  /** The same without a promise: in workers alone. */
  getNow(from: number, to: number): Uint8Array;
  version(): Promise<string>;
  isSound(): Promise<boolean>;
}

/** @throws bad-file from any request when the server does not answer, or the file has changed since the first. */
export function rangeRequests({ address }: RangeFile, name: string): RangeRequests {
  let first: string | null | undefined;
  const expectSame = (version: string | null) => {
    first ??= version;
    if (version === first) return;
    const expected = "a file that stays as it is while it is read";
    throw new CellScapeError("bad-file", `${name}: expected ${expected}, got one that changed; open it again`);
  };
  const expectLength = (bytes: Uint8Array, length: number) => {
    if (bytes.length !== length) throw unanswered(name, `${bytes.length} in place of ${length}`);
    return bytes;
  };
  let last: Promise<Response> | undefined;
  const head = () => {
    last = answered(name, fetch(address, { method: "HEAD" }));
    return last;
  };
  const range = (from: number, to: number) => `bytes=${from}-${to - 1}`;
  const expectPart = (status: number) => {
    if (status !== 206) throw unanswered(name, `status ${status}`);
  };
  return {
    async get(from, to) {
      if (to <= from) return new Uint8Array(0);
      const response = await answered(name, fetch(address, { headers: { range: range(from, to) } }));
      expectPart(response.status);
      expectSame(response.headers.get(versionHeader));
      return expectLength(new Uint8Array(await answered(name, response.arrayBuffer())), to - from);
    },
    getNow(from, to) {
      if (to <= from) return new Uint8Array(0);
      const request = new XMLHttpRequest();
      request.open("GET", address, false);
      request.responseType = "arraybuffer";
      request.setRequestHeader("range", range(from, to));
      request.send();
      expectPart(request.status);
      expectSame(request.getResponseHeader(versionHeader));
      return expectLength(new Uint8Array(request.response), to - from);
    },
    async version() {
      const { ok, headers } = await head();
      return ok ? (headers.get(versionHeader) ?? unknownVersion) : "no file";
    },
    async isSound() {
      const { ok, headers } = await (last ?? head());
      return ok && headers.get(soundHeader) === "yes";
    },
  };
}

async function answered<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw unanswered(name, "no answer", cause);
  }
}

function unanswered(name: string, got: string, cause?: unknown): CellScapeError {
  const way = "is the program that serves it still running?";
  return new CellScapeError("bad-file", `${name}: expected bytes of it from the server, got ${got}; ${way}`, { cause });
}
