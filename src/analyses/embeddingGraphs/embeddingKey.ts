import type { Artifacts } from "../../run/artifacts.ts";
import type { Config } from "../../run/options/config.ts";
import { alignedKey, resultKeys } from "../../run/resultKeys.ts";
import type { EmbeddingName } from "./made.ts";

/**
 * Key of obsm under which results hold an embedding, for `use_rep`; components are computed anew and not written.
 *
 * @param aligned true where the samples of the spatial embedding were aligned.
 */
export function embeddingKey(
  { chosen, key }: Pick<Config, "chosen" | "key">,
  name: EmbeddingName,
  aligned: boolean,
): string {
  const { primary, others, intrinsic = "", fused = "" } = chosen.method.embeddings;
  const keys = resultKeys(key);
  if (name === "spatial") return keys.embedding(aligned ? alignedKey(primary.key) : primary.key);
  const found = { intrinsic: others[intrinsic], fused: others[fused], components: undefined }[name];
  return found ? keys.embedding(found.key) : "components";
}

/** True where the samples of the spatial embedding were aligned. */
export const isAligned = ({ embeddings, domains }: Partial<Pick<Artifacts, "embeddings" | "domains">>): boolean =>
  domains !== undefined && embeddings?.[domains.embedding].aligned !== undefined;
