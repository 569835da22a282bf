import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a public module exports, with the docstring at its declaration. */
export interface Exported {
  /** `spatial`: the public module. */
  readonly module: string;
  readonly name: string;
  /** File of the declaration. */
  readonly file: string;
  readonly kind: "function" | "const" | "class" | "interface" | "type";
  /** Without stars; undefined where there is none. */
  readonly doc: string | undefined;
  /** The declaration up to its body. */
  readonly head: string;
}

/** Every export of the public modules, whichever file declares it. */
export function exportedNames(folder = "src/entries"): Exported[] {
  return readdirSync(folder).flatMap((file) => {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    const module = file.replace(/\.ts$/, "");
    const passed = Array.from(text.matchAll(/export (?:type )?\{([^}]*)\} from "([^"]+)"/g)).flatMap(([, list, from]) =>
      list
        .split(",")
        .map((each) => each.trim().replace(/^type /, ""))
        .filter((each) => each !== "")
        .map((each) => declared(module, each.split(" as ")[0], join(dirname(path), from))),
    );
    const own = Array.from(text.matchAll(/^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm));
    return [...passed, ...own.map(([, name]) => declared(module, name, path))];
  });
}

function declared(module: string, name: string, file: string): Exported {
  const text = readFileSync(file, "utf8");
  const passed = new RegExp(`^export (?:type )?\\{[^}]*\\b(?:(\\w+) as )?${name}\\b[^}]*\\} from "([^"]+)"`, "m").exec(
    text,
  );
  if (passed) return declared(module, passed[1] ?? name, join(dirname(file), passed[2]));
  const at = new RegExp(
    `^export (?:async |abstract |declare )*(function\\*?|const|class|interface|type) ${name}\\b`,
    "m",
  ).exec(text);
  if (!at) throw new Error(`${file}: expected a declaration of ${name}`);
  const doc = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text.slice(0, at.index))?.[1];
  const head = text.slice(at.index).split(/\{\n|;\n/)[0];
  const kind = at[1].replace("*", "") as Exported["kind"];
  return { module, name, file, kind, doc: doc?.replaceAll(/^\s*\* ?/gm, ""), head };
}
