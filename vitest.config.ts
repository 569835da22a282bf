import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Where the package's own name leads, for examples. */
const entries = new URL("src/entries/", import.meta.url).pathname;

/** Tests of the memory of the process, which must load the HDF5 library themselves. */
const alone = ["test/io/hdf5/memory.test.ts"];

/**
 * Files in the order in which they begin: those with a worker of their own, in place of which a worker that has loaded the
 * modules would end, then those that take seconds, so that all workers are busy until the end.
 */
const first = [
  ...[
    "contract/host/host",
    "cli/processes/workers",
    "cli/processes/cohortRun",
    "cli/cohort/jobs",
    "session/jointSamples",
    "golden/golden",
    "tutorials",
    "cli/processes/resume",
    "cli/adjust",
  ],
  ...["cli/run", "cli/colocalize", "faults/process", "faults/ending", "faults/fullDisk", "io/fuzz", "io/hdf5/fuzz"],
  ...["cluster/leiden", "analyses/umap/umap", "page/report", "cli/applyAnalyses", "io/realFormats", "cluster/louvain"],
  ...[
    "cli/processes/interrupt",
    "cli/samples",
    "cli/ownEntries",
    "examples",
    "cli/reproduce",
    "run/fourSamples",
    "resultKeys",
  ],
].map((name) => `/test/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = [...alone, ...first].findIndex((name) => moduleId.endsWith(name));
      return found < 0 ? Number.POSITIVE_INFINITY : found;
    };
    return (await super.sort(files)).sort((a, b) => (place(a) < place(b) ? -1 : Number(place(a) > place(b))));
  }
}

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
    sequence: { sequencer: LongestFirst },
    reporters: ["default", "./test/leftOut.ts"],
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
          exclude: ["test/interop/**", "test/workflows/**", ...alone],
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: alone, isolate: true } },
    ],
  },
});
