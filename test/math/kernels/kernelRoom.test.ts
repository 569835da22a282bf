import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { kernelRoom } from "../../../src/math/kernels/kernelRoom.ts";

test("arrays of a room have their kinds and lengths, are zeros, and lie apart at lines of the cache", () => {
  const { arrays } = kernelRoom({ some: ["f64", 3], none: ["u8", 0], more: ["u32", 17], odd: ["u8", 5] });
  expect(arrays.some).toEqual(new Float64Array(3));
  expect(arrays.none).toEqual(new Uint8Array(0));
  expect(arrays.more).toEqual(new Uint32Array(17));
  const places = Object.values(arrays).map(({ byteOffset, byteLength }) => [byteOffset, byteOffset + byteLength]);
  for (const [at, [start]] of places.entries()) {
    expect(start % 64).toBe(0);
    expect(start).toBeGreaterThanOrEqual(places[at - 1]?.[1] ?? 1);
  }
});

test("rooms share nothing", () => {
  const [first, second] = [kernelRoom({ a: ["f32", 4] }), kernelRoom({ a: ["f32", 4] })];
  first.arrays.a.fill(1);
  expect(second.arrays.a).toEqual(new Float32Array(4));
});

test("a room that was given back is used again, zeros, and only once", () => {
  const first = kernelRoom({ a: ["f32", 1000], b: ["f64", 10] });
  first.arrays.a.fill(1);
  first.arrays.b.fill(2);
  const { buffer } = first.arrays.a;
  first.free();
  first.free();
  const [second, third] = [kernelRoom({ c: ["f64", 400] }), kernelRoom({ c: ["f64", 400] })];
  expect(second.arrays.c.buffer).toBe(buffer);
  expect(second.arrays.c).toEqual(new Float64Array(400));
  expect(third.arrays.c.buffer).not.toBe(buffer);
});

test("a larger room than the ones that were given back is a new one", () => {
  const small = kernelRoom({ a: ["u8", 10] });
  small.free();
  const large = kernelRoom({ a: ["u8", 2 ** 20] });
  expect(large.arrays.a.length).toBe(2 ** 20);
  expect(large.arrays.a.buffer).not.toBe(small.arrays.a.buffer);
});

test("more than 32 bits address is refused in words", () => {
  expect(() => kernelRoom({ all: ["f64", 2 ** 29] })).toThrow(/expected room of 4\.0 GB \(at most 4\.0 GB\), got none/);
});

test("the kept module is what the sources compile to, and has a kernel of each name of its types", () => {
  const folder = mkdtempSync(join(tmpdir(), "cellscape-kernels-"));
  const file = join(folder, "code.ts");
  execFileSync(process.execPath, ["scripts/kernels.mjs", file]);
  const base64 = (text: string) => /"([A-Za-z0-9+/=]+)"/.exec(text)?.[1];
  expect(base64(readFileSync("src/math/kernels/code.ts", "utf8"))).toBe(base64(readFileSync(file, "utf8")));
  rmSync(folder, { recursive: true });
  const declared = [...readFileSync("src/math/kernels/kernels.ts", "utf8").matchAll(/^ {2}(\w+)\(([^)]*)\)/gm)];
  expect(declared.length).toBeGreaterThan(0);
  const { kernels } = kernelRoom({});
  const exported = Object.entries(kernels).filter(([, each]) => typeof each === "function");
  expect(exported.map(([name, each]) => [name, each.length]).sort()).toEqual(
    declared.map(([, name, parameters]) => [name, parameters.split(":").length - 1]).sort(),
  );
});
