import { defineConfig } from "vitest/config";

/** The Python judges: anndata, scanpy and scikit-learn on files that we wrote. See scripts/interop. */
export default defineConfig({
  test: {
    include: ["test/interop/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
