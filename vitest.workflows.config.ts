import { defineConfig } from "vitest/config";

/** Snakemake, cwltool and Galaxy's linter on workflows/. See scripts/workflows. */
export default defineConfig({
  test: {
    include: ["test/workflows/**/*.test.ts"],
    pool: "forks",
    maxWorkers: 1,
    // No test asserts time: the limit only ends a run that hangs.
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
  },
});
