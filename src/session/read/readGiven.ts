import type { Host } from "../../host/host.ts";
import type { Context } from "../../run/artifacts.ts";
import type { Config } from "../../run/options/config.ts";
import { maskPlace, readTarget } from "./colocalizeTarget.ts";
import { readGeneNames } from "./geneNameFile.ts";
import { readGeneSets } from "./geneSetFiles.ts";

/** What was read from files that the settings name, beside the inputs. */
export type Given = Pick<Context, "geneSets" | "background" | "geneNames" | "target">;

/** @throws bad-file, bad-data naming the option and the file. */
export async function readGiven(host: Host, config: Config): Promise<Given> {
  const { geneNames } = config;
  return {
    ...(await readGeneSets(host, config)),
    ...(geneNames === undefined ? {} : { geneNames: await readGeneNames(host, geneNames) }),
    ...(await givenTarget(host, config)),
  };
}

/** The points or the mask of `--colocalize`. */
async function givenTarget(
  host: Host,
  { colocalize, points, maskFile: mask, maskPixel = 1, maskOrigin = "0,0" }: Config,
): Promise<Pick<Given, "target">> {
  if (colocalize === undefined) return {};
  return { target: await readTarget(host, { points, mask, place: maskPlace(maskPixel, maskOrigin) }) };
}
