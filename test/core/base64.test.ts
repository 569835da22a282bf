import { expect, test } from "vitest";
import { bytesToBase64 } from "../../src/core/base64.ts";

test("base64 is that of Node, also beyond one piece", () => {
  const bytes = Uint8Array.from({ length: 50_001 }, (_, i) => (i * 7) & 255);
  expect(bytesToBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
});
