import { expect, test } from "vitest";
import { fitText, textWidth, wrapText } from "../../../src/figure/drawing/text.ts";
import { reference } from "../sample.ts";

test("the advances of printable ASCII are those of the font", () => {
  for (let code = 32; code < 127; code++) {
    const letter = String.fromCharCode(code);
    expect(textWidth(letter, { size: 1000 }), letter).toBeCloseTo(reference.advances.regular[code - 32], 6);
    expect(textWidth(letter, { size: 1000, bold: true }), letter).toBeCloseTo(reference.advances.bold[code - 32], 6);
  }
});

test("a letter with an accent is as wide as the letter", () => {
  expect(textWidth("é", { size: 10 })).toBe(textWidth("e", { size: 10 }));
});

test("CJK and emoji count as one em", () => {
  expect(textWidth("皮质", { size: 10 })).toBe(20);
  expect(textWidth("🧠", { size: 10 })).toBe(10);
});

test("a text that fits is not changed", () => {
  expect(fitText("Layer 1", 100, { size: 11 })).toBe("Layer 1");
});

test("a shortened text keeps both ends and fits", () => {
  const short = fitText("a very long name of a domain, part seven", 120, { size: 11 });
  expect(short).toMatch(/^a very.*….*seven$/);
  expect(textWidth(short, { size: 11 })).toBeLessThanOrEqual(120);
});

test("shortening never cuts a character outside the basic plane in two", () => {
  for (let width = 10; width < 100; width += 7)
    expect(fitText("🧠".repeat(20), width, { size: 11 })).not.toMatch(/\p{Cs}/u);
});

test("wrapped lines hold all words and fit", () => {
  const sentence = "one two three four five six seven eight nine ten";
  const lines = wrapText(sentence, 80, { size: 11 });
  expect(lines.join(" ")).toBe(sentence);
  for (const line of lines) expect(textWidth(line, { size: 11 })).toBeLessThanOrEqual(80);
});

test("empty text gives no lines", () => {
  expect(wrapText("", 80, { size: 11 })).toEqual([]);
});
