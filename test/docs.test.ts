import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allCommands } from "../cli/commands.ts";
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
  expect(messages.length).toBeGreaterThan(25);
});

const commands = new Map((await allCommands()).map((command) => [command.name, command]));
const flagsOf = (name: string) => [
  ...(commands.get(name)?.options.flatMap(({ table }) => Object.keys(table).map(flagOf)) ?? []),
  ...["config", "help", "version"],
];
/** Options of other programs and scripts that documents name. */
const foreign = ["keep-going", "executor", "readme"];
const known = new Set([...[...commands.keys()].flatMap(flagsOf), ...foreign]);

/** Command lines of cellscape in the blocks of shell, without comments and what is piped on. */
function commandLines(text: string): string[] {
  const blocks = text.match(/^```sh\n[\s\S]*?^```/gm) ?? [];
  return blocks.flatMap((block) =>
    block
      .replaceAll("\\\n", " ")
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .filter((line) => line.startsWith("cellscape ")),
  );
}

const documents = ["README.md", ...filesBelow("docs", ".md")];
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
