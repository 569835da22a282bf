import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cellscapeProcess } from "./process.ts";

test("the built program prints its version and ends with the exit code of the command", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(await cellscapeProcess(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  const { code, stdout, stderr } = await cellscapeProcess(["inspect", "nowhere.h5ad"]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^cellscape: nowhere\.h5ad: .*no such file or folder.*\n$/);
});

test("a reader that closes early, such as head, is not an error", async () => {
  const under = ["sh", "-c", '{ "$@"; echo "exit code $?" >&2; } | true', "sh"];
  const { stderr } = await cellscapeProcess(["run", "--help"], { under });
  expect(stderr).toBe("exit code 0\n");
});
