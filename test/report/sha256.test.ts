import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { sha256Base64 } from "../../src/report/sha256.ts";

test("hashes are those of OpenSSL, for every length around a block", () => {
  for (let length = 0; length < 140; length++) {
    const text = "aé∞".repeat(length).slice(0, length);
    expect(sha256Base64(text)).toBe(createHash("sha256").update(text).digest("base64"));
  }
});
