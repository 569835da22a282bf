import { defineConfig } from "vite";
import { pictureFiles, withPictureFiles } from "./build/pictureFiles.ts";
import { withLicenses } from "./build/withLicenses.ts";
import { withoutEval } from "./build/withoutEval.ts";
import { withPolicy } from "./build/withPolicy.ts";
import { runtimeFiles, runtimePackage, withRuntime } from "./build/withRuntime.ts";
import { withServiceWorker } from "./build/withServiceWorker.ts";
import { withSinglePage } from "./build/withSinglePage.ts";

const licenses = withLicenses([...Object.values(pictureFiles), runtimePackage]);

/** The page as static files, for any folder of any server. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [
    ...[withRuntime(), runtimeFiles, withPolicy, withPictureFiles],
    ...[withSinglePage, licenses.page, withServiceWorker()],
  ],
  worker: { format: "es", plugins: () => [withRuntime(), withoutEval, licenses.worker()] },
  build: {
    outDir: "../dist/app",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 6000,
  },
});
