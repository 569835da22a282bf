import { expect, test } from "vitest";
import { methodNamed } from "../../../src/methods/registry.ts";
import { partOptions } from "../../../src/run/options/methodOptions.ts";

const part = (input: Record<string, unknown>, method = "cellscape") =>
  partOptions(input, methodNamed(method), ["seed", "domains", "method"]);

test("options of the chosen method are found with and without its name, and checked", () => {
  expect(part({ seed: "1", "cellscape.epochs": "40", heads: "2" })).toEqual({
    run: { seed: "1" },
    method: { epochs: 40, heads: 2 },
    faults: [],
  });
});

test("the later counts where an option is given with and without the name of its method", () => {
  expect(part({ "cellscape.epochs": 30, epochs: 40 }).method).toEqual({ epochs: 40 });
  expect(part({ epochs: 40, "cellscape.epochs": 30 }).method).toEqual({ epochs: 30 });
});

test.each([
  [
    { rounds: 3 },
    "--rounds: expected options of --method cellscape, got one of smooth; choose --method smooth or leave it out",
  ],
  [
    { "smooth.rounds": 3 },
    "--smooth.rounds: expected options of --method cellscape, got one of smooth; choose --method smooth or leave it out",
  ],
  [{ "cellscape.epoch": 3 }, "unknown option cellscape.epoch; did you mean cellscape.epochs?"],
  [{ epoch: 3 }, "unknown option epoch; did you mean epochs?"],
  [{ "cellscape.spatialSize": 1 }, "--cellscape.spatial-size: expected a whole number from 2 to 65536, got 1"],
])("%j is refused", (input, fault) => {
  expect(part(input).faults).toEqual([fault]);
});
