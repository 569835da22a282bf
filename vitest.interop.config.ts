import { defineConfig } from "vitest/config";

/** The Python judges: anndata, scanpy and scikit-learn on files that we wrote. See scripts/interop. */
export default defineConfig({
  test: {
    include: ["test/interop/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 1,
    // No test asserts time: the limit only ends a run that hangs.
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
  },
});
