import { describe, expect, test } from "vitest";
import { type OpName, opTable } from "../../src/tensor/opTable.ts";
import { topological } from "../../src/tensor/tensor.ts";
import { examplesOf } from "./examples.ts";

describe.each(Object.keys(opTable) as OpName[])("%s", (name) => {
  test("is listed under its own name", () => {
    expect(opTable[name].name).toBe(name);
  });

  test("has an example, and every example of it uses it", () => {
    const examples = examplesOf(name);
    expect(examples.length).toBeGreaterThan(0);
    for (const { title, output } of examples) {
      expect(
        topological([output]).some(({ op }) => op === name),
        title,
      ).toBe(true);
    }
  });
});
