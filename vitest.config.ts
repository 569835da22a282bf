import { defineConfig } from "vitest/config";

/** Where the package's own name leads, for examples. */
const entries = new URL("src/entries/", import.meta.url).pathname;

/** Tests of the memory of the process, which must load the HDF5 library themselves. */
const alone = ["test/io/hdf5/memory.test.ts"];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^cellscape$/, replacement: `${entries}main.ts` },
      { find: /^cellscape\/(.*)$/, replacement: `${entries}$1.ts` },
    ],
  },
  test: {
    pool: "forks",
    maxWorkers: 2,
    // No test asserts time: the limit only ends a run that hangs.
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
    projects: [
      {
        extends: true,
        // Files of one worker share the loaded modules, whose loading is half of the work otherwise; no test may leave state behind.
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: ["test/interop/**", ...alone],
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: alone, isolate: true } },
    ],
  },
});
