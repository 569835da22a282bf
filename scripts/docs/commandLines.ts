/** Command lines of cellscape in the blocks of shell of a page, without comments. */
export function commandLines(page: string): string[] {
  const blocks = page.match(/^```sh\n[\s\S]*?^```/gm) ?? [];
  return blocks.flatMap((block) =>
    block
      .replaceAll("\\\n", " ")
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .filter((line) => line.startsWith("cellscape ")),
  );
}

/** Words of a command line; quotes join words, and nothing is expanded. */
export function wordsOf(line: string): string[] {
  return Array.from(line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g), ([word]) => word.replaceAll(/["']/g, ""));
}
