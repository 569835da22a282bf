import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test, vi } from "vitest";
import { withoutEval } from "../../app/build/withoutEval.ts";

const published = "node_modules/numcodecs/dist";
const folder = mkdtempSync(join(tmpdir(), "cellscape-codecs-"));
const place = join(folder, "numcodecs/dist");
cpSync(published, place, { recursive: true });
writeFileSync(join(folder, "numcodecs/package.json"), '{"type":"module"}');
afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true });
});

const transform = withoutEval.transform as unknown as (code: string, id: string) => { code: string } | undefined;

test.each(["blosc", "lz4", "zstd"])("%s packs and unpacks without making functions of text", async (name) => {
  const path = join(place, `${name}.js`);
  const found = transform(readFileSync(path, "utf8"), path);
  writeFileSync(path, found?.code ?? "");
  const { default: Codec } = await import(pathToFileURL(path).href);
  const codec = Codec.fromConfig({});
  // What the policy of a page does.
  vi.stubGlobal(
    "Function",
    class {
      constructor() {
        throw new EvalError("refused by the policy");
      }
    },
  );
  const bytes = Uint8Array.from({ length: 5000 }, (_, at) => (at * at) % 251);
  const packed = await codec.encode(bytes);
  expect(packed.length).not.toBe(bytes.length);
  expect(await codec.decode(packed)).toEqual(bytes);
  vi.unstubAllGlobals();
});

test("a package that makes them in another way ends the build", () => {
  expect(() => transform("no bindings", "/numcodecs/dist/zstd.js")).toThrow("expected one place");
});
