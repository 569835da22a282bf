import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { defineConfig, type Plugin } from "vite";

import { withPolicy } from "./build/withPolicy.ts";
import { runtimeFiles, withRuntime } from "./build/withRuntime.ts";
import { withServiceWorker } from "./build/withServiceWorker.ts";

const { resolve } = createRequire(import.meta.url);

/** Files that a run fetches by name, from packages to places beside the page. */
const assets: Readonly<Record<string, string>> = {
  "pictures/resvg.wasm": resolve("@resvg/resvg-wasm/index_bg.wasm"),
  "pictures/regular.ttf": resolve("@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf"),
  "pictures/bold.ttf": resolve("@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf"),
};

const withAssets: Plugin = {
  name: "assets",
  generateBundle() {
    for (const [fileName, path] of Object.entries(assets)) {
      this.emitFile({ type: "asset", fileName, source: readFileSync(path) });
    }
  },
};

/** The page as static files, for any folder of any server. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [withRuntime(), runtimeFiles, withPolicy, withAssets, withServiceWorker()],
  worker: { format: "es", plugins: () => [withRuntime()] },
  build: {
    outDir: "../dist/app",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    // Of the packages that the scripts hold.
    license: { fileName: "licenses.md" },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 6000,
  },
});
