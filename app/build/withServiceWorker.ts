import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import type { Plugin } from "vite";

/** Adds the service worker, which holds the names of all files of the build and so changes with any of them. */
export function withServiceWorker(): Plugin {
  let publicFolder = "";
  return {
    name: "service-worker",
    enforce: "post",
    configResolved({ publicDir }) {
      publicFolder = publicDir;
    },
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const hash = createHash("sha256");
        const names = Object.keys(bundle).sort();
        for (const name of names) {
          const part = bundle[name];
          hash.update(name).update(part?.type === "chunk" ? part.code : (part?.source ?? ""));
        }
        const fixed = readdirSync(publicFolder).sort();
        for (const name of fixed) hash.update(name).update(readFileSync(join(publicFolder, name)));
        // The page itself by its folder: servers may redirect its name, which a browser does not take from a cache.
        const addressOf = (name: string) => (name === "index.html" ? "./" : name);
        const files = [...names.filter((name) => !name.endsWith(".md")).map(addressOf), ...fixed];
        const build = JSON.stringify({ version: hash.digest("hex").slice(0, 16), files });
        this.emitFile({
          type: "asset",
          fileName: "serviceWorker.js",
          source: `const build = ${build};\n${await bundled()}`,
        });
      },
    },
  };
}

async function bundled(): Promise<string> {
  const bundle = await rolldown({
    input: join(import.meta.dirname, "../offline/serviceWorker.ts"),
    platform: "browser",
  });
  const { output } = await bundle.generate({ format: "iife", minify: true });
  await bundle.close();
  return output[0].code;
}
