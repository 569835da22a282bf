import { defineConfig } from "vite";
import { withPictureFiles } from "./build/pictureFiles.ts";
import { withoutEval } from "./build/withoutEval.ts";
import { withPolicy } from "./build/withPolicy.ts";
import { runtimeFiles, withRuntime } from "./build/withRuntime.ts";
import { withServiceWorker } from "./build/withServiceWorker.ts";
import { withSinglePage } from "./build/withSinglePage.ts";

/** The page as static files, for any folder of any server. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [withRuntime(), runtimeFiles, withPolicy, withPictureFiles, withSinglePage, withServiceWorker()],
  worker: { format: "es", plugins: () => [withRuntime(), withoutEval] },
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
