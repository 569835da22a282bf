import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

interface Example {
  readonly file: string;
  readonly subpath: string;
  readonly names: readonly string[];
}

/** What the examples in docstrings import from the package. */
const examples = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file): Example[] => {
    const docs = readFileSync(join("src", file), "utf8").match(/@example[\s\S]*?\*\//g) ?? [];
    const imports = [...docs.join("\n").matchAll(/import \{ ([^}]*) \} from "cellscape(\/[^"]*)?"/g)];
    return imports.map(([, names, subpath = ""]) => ({
      ...{ file, subpath: `.${subpath}` },
      names: names.split(", ").filter((name) => !name.startsWith("type ")),
    }));
  });
const { exports } = JSON.parse(readFileSync("package.json", "utf8"));

test.each(examples)("the example in $file imports what $subpath exports", async ({ subpath, names }) => {
  const built: string = exports[subpath].default;
  const module = await import(/* @vite-ignore */ `../${built.replace("./dist/", "").replace(/\.js$/, ".ts")}`);
  expect(names.filter((name) => !(name in module))).toEqual([]);
});

test("the main functions have examples", () => {
  expect(examples.length).toBeGreaterThan(15);
});
