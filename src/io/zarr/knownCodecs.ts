import { registry } from "zarrita";
import { CellScapeError } from "../../core/errors.ts";
import { configurationOf, isObject, type ZarrNode } from "./node.ts";

/**
 * Refuse codecs that zarrita does not know: of several it waits for the first alone, and what goes wrong with the others
 * ends the process.
 *
 * @throws unsupported naming the codec.
 */
export function expectKnownCodecs(where: string, { version, description }: ZarrNode): void {
  const { codecs, compressor, filters } = description;
  // Codecs of shards lie inside of another one.
  const lists = version === 3 ? [codecs] : [filters ?? [], compressor ? [compressor] : []];
  for (const list of lists) {
    for (const codec of Array.isArray(list) ? (list as readonly unknown[]) : [list]) {
      const { name, id } = isObject(codec) ? codec : {};
      // Two that zarrita knows by other ways.
      const special = version === 3 ? name === "sharding_indexed" : id === "fixedscaleoffset";
      if (!special && !registry.has(version === 3 ? String(name) : `numcodecs.${String(id)}`)) {
        const got = JSON.stringify(codec)?.slice(0, 80) ?? "none";
        throw new CellScapeError("unsupported", `${where}: expected codecs that this build can read, got ${got}`);
      }
      const { codecs: inside = [], index_codecs: ofIndex = [] } = configurationOf(codec);
      if (version === 3 && special) lists.push(inside, ofIndex);
    }
  }
}
