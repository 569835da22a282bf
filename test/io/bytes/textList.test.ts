import fc from "fast-check";
import { expect, test } from "vitest";
import { TextList } from "../../../src/io/bytes/textList.ts";

test("texts of any letters come back as they were put in, one after the other", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 60 }),
      (texts) => {
        const list = new TextList(texts.length, new TextDecoder("utf-8", { ignoreBOM: true }));
        // Bytes before and after belong to others.
        for (const text of texts) {
          const bytes = new TextEncoder().encode(`<${text}>`);
          list.push(bytes, 1, bytes.length - 1);
        }
        expect(list.count).toBe(texts.length);
        expect(list.finish()).toEqual(
          texts.map((text) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text))),
        );
      },
    ),
  );
});

test("letters beyond ASCII that are not UTF-8 are refused by a fatal decoder", () => {
  const list = new TextList(1, new TextDecoder("utf-8", { fatal: true }));
  expect(() => list.push(Uint8Array.of(0xff), 0, 1)).toThrow(TypeError);
});
