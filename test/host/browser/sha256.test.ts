import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { sha256 } from "../../../src/host/browser/sha256.ts";

test("bytes in parts of any length have the hash that Node's crypto gives them", () => {
  const rng = createRandom(1);
  const bytes = Uint8Array.from({ length: 10_000 }, () => rng.integer(256));
  const hash = sha256();
  for (let at = 0; at < bytes.length; ) {
    const end = at + rng.integer(200);
    hash.update(bytes.subarray(at, end));
    at = end;
  }
  expect(hash.hex()).toBe(createHash("sha256").update(bytes).digest("hex"));
});

test("of nothing it is the known hash of nothing", () => {
  expect(sha256().hex()).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});
