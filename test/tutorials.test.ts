import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { wordsOf } from "../scripts/docs/commandLines.ts";
import { layouts } from "../scripts/docs/layouts.ts";
import { tutorialPages } from "../scripts/docs/tutorialPages.ts";
import { cellscape } from "./cli/command.ts";

const home = process.cwd();
/** Where pictures of the pages are kept: set by `scripts/docsPictures.mjs`. */
const kept = process.env.CELLSCAPE_PICTURES && resolve(process.env.CELLSCAPE_PICTURES);

afterEach(() => process.chdir(home));

describe("commands and pictures of", () => {
  test.each(tutorialPages())("the page $name", async ({ name, data, commands, pictures }) => {
    const folder = mkdtempSync(join(tmpdir(), "cellscape-tutorial-"));
    try {
      await layouts[data](folder);
      process.chdir(folder);
      for (const command of commands) {
        const { code, stderr } = await cellscape(wordsOf(command).slice(1));
        expect({ command, code, stderr: code === 0 ? "" : stderr }).toEqual({ command, code: 0, stderr: "" });
      }
      expect(pictures.filter((path) => !existsSync(path))).toEqual([]);
      for (const path of kept ? pictures : []) {
        const copy = join(String(kept), name, path);
        mkdirSync(dirname(copy), { recursive: true });
        cpSync(path, copy);
      }
    } finally {
      process.chdir(home);
      rmSync(folder, { recursive: true });
    }
  });
});

test("a page has commands of every instrument's layout", () => {
  const used = new Set(tutorialPages().map(({ data }) => data));
  expect([...used].sort()).toEqual(Object.keys(layouts).sort());
});

test("a picture of another page's commands is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "cellscape-pages-"));
  writeFileSync(join(folder, "a.md"), "---\ndata: h5ad\n---\n![Map](/pictures/b/figures/domains.svg)\n");
  expect(() => tutorialPages(folder)).toThrow("docs/a.md: expected pictures of its own commands");
  rmSync(folder, { recursive: true });
});
