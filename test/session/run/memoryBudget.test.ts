import { expect, test } from "vitest";
import { parseConfig } from "../../../src/session/options/run.ts";
import { describeBudget, memoryBudget } from "../../../src/session/run/memoryBudget.ts";

const host = { memory: () => ({ bytes: 8e9, why: "80 % of what is free" }) };

test("what the user allows counts, else what the platform has", () => {
  expect(memoryBudget(host, parseConfig({ memory: "2GB" }))).toEqual({ bytes: 2 * 2 ** 30, why: "--memory" });
  expect(memoryBudget(host, parseConfig({}))).toEqual({ bytes: 8e9, why: "80 % of what is free" });
});

test("a budget in words says where it comes from", () => {
  expect(describeBudget({ bytes: 4 * 2 ** 30, why: "--memory" })).toBe("4.0 GB (--memory)");
});
