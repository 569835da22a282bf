import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const { resolve } = createRequire(import.meta.url);

/** Files that pictures need, in the packages that they come from. */
export const pictureFiles = {
  resvg: resolve("@resvg/resvg-wasm/index_bg.wasm"),
  regular: resolve("@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf"),
  bold: resolve("@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf"),
} as const;

/** Files that a run fetches by name, at places beside the page. */
const places = { resvg: "resvg.wasm", regular: "regular.ttf", bold: "bold.ttf" } as const;

export const withPictureFiles: Plugin = {
  name: "picture-files",
  generateBundle() {
    for (const name of Object.keys(places) as (keyof typeof places)[]) {
      const source = readFileSync(pictureFiles[name]);
      this.emitFile({ type: "asset", fileName: `pictures/${places[name]}`, source });
    }
  },
};
