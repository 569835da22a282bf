import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** A package of which the build holds something. */
interface Package {
  readonly title: string;
  readonly text: string;
}

/**
 * Writes the licenses of all packages of which the page or its workers hold something, one plugin for both.
 *
 * @param copied files of packages that are copied as they are.
 */
export function withLicenses(copied: readonly string[]): { readonly page: Plugin; readonly worker: () => Plugin } {
  const packages = new Map<string, Package>();
  const add = (path: string) => {
    const folder = folderOf(path);
    if (folder !== undefined && !packages.has(folder)) packages.set(folder, packageIn(folder));
  };
  const addModules = (bundle: Readonly<Record<string, { type: string }>>) => {
    for (const part of Object.values(bundle)) {
      if (part.type === "chunk") for (const id of Object.keys((part as { modules?: object }).modules ?? {})) add(id);
    }
  };
  return {
    worker: () => ({ name: "licenses-of-workers", generateBundle: (_, bundle) => addModules(bundle) }),
    page: {
      name: "licenses",
      // Workers are bundled before.
      generateBundle(_, bundle) {
        addModules(bundle);
        for (const path of copied) add(path);
        const sorted = [...packages.values()].sort((a, b) => a.title.localeCompare(b.title, "en"));
        const parts = sorted.map(({ title, text }) => `## ${title}\n\n${text.trim()}\n`);
        this.emitFile({ type: "asset", fileName: "licenses.md", source: ["# Licenses\n", ...parts].join("\n") });
      },
    },
  };
}

/** The folder of the package that a file belongs to; undefined for our own. */
function folderOf(path: string): string | undefined {
  const file = path.replace(/^\0/, "").split("?")[0];
  if (!file.includes("/node_modules/")) return undefined;
  for (let folder = dirname(file); folder.includes("/node_modules/"); folder = dirname(folder)) {
    const about = join(folder, "package.json");
    // Some packages have others inside that say only how their scripts are meant.
    if (existsSync(about) && JSON.parse(readFileSync(about, "utf8")).version !== undefined) return folder;
  }
  return undefined;
}

/** @throws where a package states no license. */
function packageIn(folder: string): Package {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8"));
  if (license === undefined && texts.length === 0) throw new Error(`${name}: expected a license, got none`);
  const stated = license === undefined ? "" : ` (${license})`;
  return { title: `${name} - ${version}${stated}`, text: texts.join("\n\n") || `License: ${license}.` };
}
