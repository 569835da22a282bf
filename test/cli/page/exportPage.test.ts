import { expect, test } from "vitest";
import { cellscape } from "../command.ts";

test.each([
  [["a.h5ad", "b.h5ad", "--export-html", "map.html"], "--export-html: expected one .h5ad, got 2 files"],
  [["--export-html", "map.html"], "--export-html: expected one .h5ad, got none"],
  [["a.h5ad", "--edit", "--export-html", "map.html"], "got --edit, which is for a page that is served"],
  [["a.h5ad", "--port", "8000", "--export-html", "map.html"], "got --port, which is for a page that is served"],
])("view %j is refused in words", async (args, words) => {
  const { code, stderr } = await cellscape(["view", ...args]);
  expect(stderr).toContain(words);
  expect(code).toBe(2);
});
