import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inflate } from "../../../src/io/bytes/inflate.ts";

test("whatever was deflated comes back in each of the three formats", async () => {
  const packers = { deflate: deflateSync, "deflate-raw": deflateRawSync, gzip: gzipSync } as const;
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 3000 }),
      fc.constantFrom("deflate", "deflate-raw", "gzip"),
      async (bytes, format) => {
        expect([...(await inflate(packers[format](bytes), format, bytes.length))]).toEqual([...bytes]);
      },
    ),
    { numRuns: 40 },
  );
});

test("more bytes than are allowed are refused, one more or a thousand times as many", async () => {
  await expect(inflate(deflateSync(new Uint8Array(101)), "deflate", 100)).rejects.toThrow(/at most 100 bytes/);
  await expect(inflate(deflateSync(new Uint8Array(1 << 24)), "deflate", 1 << 14)).rejects.toThrow(
    /at most 16384 bytes/,
  );
});

test("damaged bytes are refused", async () => {
  const bytes = deflateSync(new Uint8Array(1000).map((_, i) => i % 251));
  bytes[4] ^= 0xff;
  await expect(inflate(bytes, "deflate", 1000)).rejects.toMatchObject({ code: "bad-file" });
});
