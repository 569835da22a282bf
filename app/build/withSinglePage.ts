import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import type { Plugin } from "vite";
import { marks, partHtml } from "../../src/session/singlePage/pageParts.ts";
import { pictureFiles } from "./pictureFiles.ts";

const app = join(import.meta.dirname, "..");

/** Packages that looking at an .h5ad never needs. */
const leftOut = /^(onnxruntime-web|numcodecs|@cornerstonejs\/codec-openjpeg)\b/;

/** Adds the template of a page that holds the explorer and one file: see `src/session/singlePage/`. */
export const withSinglePage: Plugin = {
  name: "single-page",
  async generateBundle() {
    const script = escaped(await bundled("single/main.tsx"));
    const packed: Readonly<Record<string, string | Uint8Array>> = {
      worker: await bundled("explorerWorker/singleWorker.ts"),
      resvg: readFileSync(pictureFiles.resvg),
      regular: readFileSync(pictureFiles.regular),
      bold: readFileSync(pictureFiles.bold),
    };
    const parts = Object.entries(packed).map(([name, content]) =>
      partHtml(name, gzipSync(content, { level: 9 }).toString("base64")),
    );
    this.emitFile({ type: "asset", fileName: "single/explorer.html", source: page(script, parts.join("")) });
  },
};

/** What the page may do: its own script, and nothing of any host. */
const policyFor = (script: string) =>
  [
    "default-src 'none'",
    `script-src 'sha256-${createHash("sha256").update(script).digest("base64")}' 'wasm-unsafe-eval'`,
    ...["worker-src blob:", "img-src blob: data:", "base-uri 'none'", "form-action 'none'"],
  ].join("; ");

const page = (script: string, parts: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policyFor(script)}">
<title>cellscape</title>
</head>
<body>
<div id="page"></div>
<noscript>This page draws in your browser: it needs JavaScript.</noscript>
${marks.about}<script>${script}</script>
${parts}${marks.file}</body>
</html>
`;

/** A script that imports nothing. */
async function bundled(entry: string): Promise<string> {
  const bundle = await rolldown({
    input: join(app, entry),
    platform: "browser",
    // Packages look for files beside their scripts, which a page without a server has not.
    transform: { define: { "import.meta.url": JSON.stringify("file:///") } },
    plugins: [withoutPackages],
  });
  const { output } = await bundle.generate({ format: "iife", minify: true, codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

const prefix = "\0left-out:";
const withoutPackages = {
  name: "without-packages",
  resolveId: (source: string) => (leftOut.test(source) ? { id: `${prefix}${source}.cjs` } : null),
  load(id: string) {
    const name = id.startsWith(prefix) ? id.slice(prefix.length) : undefined;
    const text = JSON.stringify(`${name} is no part of a page with one file: open the file with cellscape view`);
    return name === undefined ? null : `throw new Error(${text});`;
  },
};

/** A script that ends no script element of the page that holds it. */
const escaped = (script: string) => script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
