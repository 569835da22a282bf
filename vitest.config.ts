import { defineConfig } from "vitest/config";

/** Where the package's own name leads, for examples. */
const entries = new URL("src/entries/", import.meta.url).pathname;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^cellscape$/, replacement: `${entries}main.ts` },
      { find: /^cellscape\/(.*)$/, replacement: `${entries}$1.ts` },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/interop/**"],
    pool: "forks",
    maxWorkers: 2,
    // Files of one worker share the loaded modules, whose loading is half of the work otherwise; no test may leave state behind.
    isolate: false,
    // No test asserts time: the limit only ends a run that hangs.
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
  },
});
