import { expect, test } from "vitest";
import { label, page, text } from "../../../src/figure/drawing/svg.ts";
import { svgTree } from "../../../src/host/pdf/svgTree.ts";

test("the elements of a figure nest as they are written, with their text", () => {
  const tree = svgTree(
    '<svg width="9">\n<g opacity="0.5"><rect x="1"/><text x="2">a &lt; b<title>whole</title></text></g></svg>\n',
  );
  expect(tree.attributes.get("width")).toBe("9");
  const [group] = tree.children;
  expect(group.children.map(({ name }) => name)).toEqual(["rect", "text"]);
  const [, words] = group.children;
  expect(words.text).toBe("a < b");
  expect(words.children[0].text).toBe("whole");
});

test("attributes are read as text, whatever they hold", () => {
  const hint = 'x > "y" & z';
  const tree = svgTree(page({ width: 10, height: 10, svg: text("x", { x: 0, y: 0, size: 9, fill: hint }) }));
  const all = (element: typeof tree): readonly string[] => [
    ...element.attributes.values(),
    ...element.children.flatMap(all),
  ];
  expect(all(tree)).toContain(hint);
});

test("what is cut short is refused", () => {
  expect(() => svgTree(`<svg><g>${label("a", { size: 9 }).svg}`)).toThrow("a whole SVG figure");
  expect(() => svgTree("<p></p>")).toThrow("a whole SVG figure");
});
