import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readText } from "../../../src/session/read/readText.ts";
import { memoryHost } from "../memoryHost.ts";

test("text is read as it is, packed or not", async () => {
  const text = `zell-β,µm\n${"x".repeat(70_000)}\n`;
  const host = memoryHost({ "/a.csv": text, "/a.csv.gz": new Uint8Array(gzipSync(text)) });
  expect(await readText(host, "/a.csv", "--samples")).toBe(text);
  expect(await readText(host, "/a.csv.gz", "--samples")).toBe(text);
});

test("what cannot be read is refused under the name of its option", async () => {
  await expect(readText(memoryHost(), "/absent.csv", "--samples")).rejects.toMatchObject({
    code: "bad-file",
    message: expect.stringMatching(/^--samples \/absent\.csv: .*no such file or folder$/),
  });
});
