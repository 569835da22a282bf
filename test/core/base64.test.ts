import { expect, test } from "vitest";
import { bytesToBase64 } from "../../src/core/base64.ts";

test.each([0, 1, 2, 3, 4, 50_001])("base64 of %i bytes is that of Node", (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) & 255);
  expect(bytesToBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
});
