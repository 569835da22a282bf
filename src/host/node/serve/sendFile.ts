import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { byteRange } from "./byteRange.ts";

/** Bytes sent at a time. */
const piece = 2 ** 20;

/** Answer GET or HEAD with a file, whole or one range of it. */
export async function sendFile(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  path: string,
  own: Readonly<Record<string, string>>,
): Promise<void> {
  const { size } = await stat(path);
  const range = byteRange(headers.range, size);
  if (range === "none") {
    response.writeHead(416, { "content-range": `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range === "whole" ? { start: 0, end: size - 1 } : range;
  response.writeHead(range === "whole" ? 200 : 206, {
    ...own,
    "accept-ranges": "bytes",
    "content-length": end - start + 1,
    ...(range === "whole" ? {} : { "content-range": `bytes ${start}-${end}/${size}` }),
  });
  if (method === "HEAD" || end < start) {
    response.end();
    return;
  }
  await pipeline(createReadStream(path, { start, end, highWaterMark: piece }), response);
}
