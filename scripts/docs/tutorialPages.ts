import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLines } from "./commandLines.ts";

/** A page whose commands are run, on simulated data in the layout that its front matter names. */
export interface TutorialPage {
  /** Path below `docs/`, without its ending: `tutorials/visium`. */
  readonly name: string;
  readonly data: string;
  /** In the order of the page. */
  readonly commands: readonly string[];
  /** Paths in the folder of the commands that the page shows as pictures. */
  readonly pictures: readonly string[];
}

/** Pages of `docs/` with `data: LAYOUT` in their front matter; each picture is `/pictures/PAGE/PATH`. */
export function tutorialPages(folder = "docs"): TutorialPage[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => name.replaceAll("\\", "/").replace(/\.md$/, ""));
  return names.sort().flatMap((name): TutorialPage[] => {
    const page = readFileSync(join(folder, `${name}.md`), "utf8");
    const data = /^---\n(?:.*\n)*?data: (\w+)\n(?:.*\n)*?---\n/.exec(page)?.[1];
    if (data === undefined) return [];
    const pictures = Array.from(page.matchAll(/\]\(\/pictures\/([^)]+)\)/g), ([, path]) => path);
    const before = `${name}/`;
    const strange = pictures.filter((path) => !path.startsWith(before));
    if (strange.length > 0) throw new Error(`docs/${name}.md: expected pictures of its own commands, got ${strange}`);
    return [{ name, data, commands: commandLines(page), pictures: pictures.map((path) => path.slice(before.length)) }];
  });
}
