import { expect, test } from "vitest";
import { lookup3 } from "../../../src/io/hdf5/lookup3.ts";

const hash = (text: string) => lookup3(new TextEncoder().encode(text));

test("texts have the hashes that the author of lookup3 publishes for an initial value of 0", () => {
  // driver5 of lookup3.c: hashlittle("", 0, 0) and hashlittle("Four score and seven years ago", 30, 0).
  expect(hash("")).toBe(0xdeadbeef);
  expect(hash("Four score and seven years ago")).toBe(0x17770551);
});

test("every byte counts, at every length around the blocks of twelve", () => {
  for (let length = 1; length <= 26; length++) {
    const bytes = new Uint8Array(length).map((_, i) => i + 1);
    const whole = lookup3(bytes);
    for (let at = 0; at < length; at++) {
      const changed = bytes.slice();
      changed[at] ^= 0x40;
      expect(lookup3(changed)).not.toBe(whole);
    }
  }
});
