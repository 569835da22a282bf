import { existsSync } from "node:fs";
import type { Matrix } from "../../src/data/matrix.ts";
import { fileSource } from "../../src/io/node/nodeFile.ts";
import { readDataset } from "../../src/io/open.ts";
import { principalComponents } from "../../src/math/linearAlgebra/pca.ts";
import { normalizeLog } from "../../src/preprocess/transform/normalize.ts";

const folder = "../shared/data/annotated";

/** Whether a real tissue is here. */
export const hasTissue = (file: string): boolean => existsSync(`${folder}/${file}`);

/** 20 principal components of a real tissue's log-normalised counts, as scripts/reference/communities.py makes them. */
export async function componentsOf(file: string): Promise<Matrix> {
  const { counts } = await readDataset(await fileSource(`${folder}/${file}`));
  return (await principalComponents(await normalizeLog(counts), 20)).scores;
}
