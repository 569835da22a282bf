import type { Config } from "../../run/options/config.ts";
import { resultKeys } from "../../run/resultKeys.ts";
import type { EmbeddingName } from "./made.ts";

/** Key of obsm under which results hold an embedding, for `use_rep`; components are computed anew and not written. */
export function embeddingKey({ chosen, key }: Pick<Config, "chosen" | "key">, name: EmbeddingName): string {
  const { primary, others, intrinsic = "", fused = "" } = chosen.method.embeddings;
  const keys = resultKeys(key);
  if (name === "spatial") return keys.embedding(primary.key);
  const found = { intrinsic: others[intrinsic], fused: others[fused], components: undefined }[name];
  return found ? keys.embedding(found.key) : "components";
}
