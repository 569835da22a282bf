// Puts the modules of the command line into few files, since a process that loads a thousand takes twice as long to start:
// run after tsc. The library keeps its modules. Packages stay apart, each under its own licence.
import { readdirSync, rmSync } from "node:fs";
import { build } from "vite";

// Where modules that find files by their own place lie: workers, the page and this program are found from here as from there.
const folder = "src/host/node";
const prefix = "program-";

for (const name of readdirSync(`dist/${folder}`)) if (name.startsWith(prefix)) rmSync(`dist/${folder}/${name}`);
await build({
  configFile: false,
  logLevel: "error",
  build: {
    ssr: true,
    target: "node20",
    outDir: "dist",
    emptyOutDir: false,
    copyPublicDir: false,
    minify: false,
    rolldownOptions: {
      input: { main: "dist/cli/main.js" },
      output: { entryFileNames: "cli/[name].js", chunkFileNames: `${folder}/${prefix}[name].js` },
    },
  },
});
