import { expect, test } from "vitest";
import { expectApart } from "../../src/host/expectApart.ts";

/** A link named `link` to the folder `out`. */
const identity = async (path: string) => path.replace(/^link/, "out");
const apart = (inputs: string[], out = "out") => expectApart(out, `${out}/result.h5ad`, inputs, identity);

test("other files, also in the folder of the results, are apart", async () => {
  await expect(apart(["tissue.h5ad", "out/other.h5ad"])).resolves.toBeUndefined();
});

test("a result that would replace its input is refused, also through a link", async () => {
  await expect(apart(["tissue.h5ad", "out/result.h5ad"])).rejects.toThrow(
    /--out out: expected a folder whose result\.h5ad is not the input out\/result\.h5ad/,
  );
  await expect(apart(["out/result.h5ad"], "link")).rejects.toMatchObject({ code: "bad-option" });
});

test("a folder that is itself the input is refused", async () => {
  await expect(apart(["link"])).rejects.toThrow(/expected another folder than the input; choose another --out/);
});
