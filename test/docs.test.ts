import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { allCommands } from "../cli/commands.ts";
import { commandLines } from "../scripts/docs/commandLines.ts";
import { flagOf } from "../src/core/options/parse.ts";

const read = (file: string) => readFileSync(file, "utf8");

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

/** Programs with texts that are written over several lines in one piece. */
const sources = [...filesBelow("src", ".ts"), ...filesBelow("cli", ".ts")].map((file) =>
  read(file).replaceAll(/["`] \+\s*["`]/g, ""),
);

/** Whether one program holds all parts of a message; `...` stands for what is filled in. */
function isMessage(text: string): boolean {
  const parts = text.split("...").map((part) => part.replaceAll(/^[ ,;]+|[ ,;]+$/g, ""));
  return sources.some((source) => parts.every((part) => source.includes(part)));
}

const messages = Array.from(read("docs/faq.md").matchAll(/^### `(.*)`$/gm), ([, text]) => text);

test.each(messages)("the program has the message: %s", (text) => {
  expect(isMessage(text)).toBe(true);
});

test("a message that no program has is noticed", () => {
  expect(isMessage("expected ..., got a kangaroo")).toBe(false);
  expect(messages.length).toBeGreaterThan(50);
});

const commands = new Map((await allCommands()).map((command) => [command.name, command]));
const flagsOf = (name: string) => [
  ...(commands.get(name)?.options.flatMap(({ table }) => Object.keys(table).map(flagOf)) ?? []),
  ...["config", "help", "version"],
];
/** Options of other programs and scripts that documents name. */
const foreign = ["keep-going", "software-deployment-method", "executor", "ignore-scripts", "omit", "readme"];
const known = new Set([...[...commands.keys()].flatMap(flagsOf), ...foreign]);

const pages = filesBelow("docs", ".md").filter((file) => !/node_modules|^docs.api/.test(file));
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "python/README.md",
  ...filesBelow("workflows", "README.md"),
  ...pages,
];
const lines = documents.flatMap((file) => commandLines(read(file)).map((line) => [file, line] as const));

test.each(lines)("%s has a command and options that exist: %s", (_, line) => {
  const [, name = ""] = line.split(" ");
  expect([...commands.keys()]).toContain(name);
  const flags = Array.from(line.matchAll(/ --([a-z][\w.-]*)/g), ([, flag]) => flag);
  expect(flags.filter((flag) => !flagsOf(name).includes(flag))).toEqual([]);
});

test("command lines in documents are found", () => {
  expect(lines.length).toBeGreaterThan(20);
  expect(commandLines("```sh\ncellscape run a.h5ad --out b   # why --not\nls\n```")).toEqual([
    "cellscape run a.h5ad --out b",
  ]);
});

describe("options in the text of", () => {
  test.each(documents)("%s exist", (file) => {
    const texts = Array.from(read(file).matchAll(/`((?:cellscape [a-z]+ .*?)?--[a-z][^`\n]*)`/g), ([, text]) => text);
    const flags = texts.flatMap((text) => Array.from(text.matchAll(/(?:^| )--([a-z][\w.-]*)/g), ([, flag]) => flag));
    expect(flags.filter((flag) => !known.has(flag))).toEqual([]);
  });
});

/** What headings of a page are called in its address: lower case, hyphens. */
function anchorsOf(file: string): Set<string> {
  const headings = read(file)
    .replaceAll(/^```[\s\S]*?^```/gm, "")
    .matchAll(/^#{1,6} (.*)$/gm);
  return new Set(
    Array.from(headings, ([, heading]) =>
      heading
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}_\- ]+/gu, "")
        .trim()
        .replaceAll(" ", "-"),
    ),
  );
}

/** Links of a page to other pages and headings, as they are written. */
const linksOf = (file: string) =>
  Array.from(read(file).matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => link).filter(
    (link) => !/^(https?:|mailto:|\/)/.test(link),
  );

/** The reference of the library is made by the build, which checks links to it. */
const made = /(^|\/)api\//;

test.each(documents)("links of %s lead to files and headings", (file) => {
  const broken = linksOf(file)
    .filter((link) => !made.test(link))
    .filter((link) => {
      const [path, anchor] = link.split("#");
      const target = path === "" ? file : join(dirname(file), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && target.endsWith(".md") && !anchorsOf(target).has(anchor);
    });
  expect(broken).toEqual([]);
});

describe("the sidebar", async () => {
  // Plain JavaScript, as the site's own packages are not those of the program.
  const { sidebar } = await import(/* @vite-ignore */ join(process.cwd(), "docs/.vitepress/sidebar.mjs"));
  const listed: string[] = sidebar.flatMap(({ items }: { items: { link: string }[] }) => items.map(({ link }) => link));

  test("has every page once", () => {
    const all = pages.map((file) => `/${relative("docs", file).replaceAll("\\", "/").replace(/\.md$/, "")}`);
    expect(
      listed.filter((link) => !made.test(link)).sort(),
      "one line per page in docs/.vitepress/sidebar.mjs",
    ).toEqual(all.filter((link) => link !== "/index").sort());
  });
});
