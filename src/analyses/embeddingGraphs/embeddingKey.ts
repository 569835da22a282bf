import type { Method } from "../../methods/method.ts";
import type { EmbeddingName } from "./made.ts";

/** Key of obsm under which results hold an embedding, for `use_rep`; components are computed anew and not written. */
export function embeddingKey({ embeddings }: Pick<Method, "embeddings">, name: EmbeddingName): string {
  const { primary, others, intrinsic = "", fused = "" } = embeddings;
  if (name === "spatial") return primary.key;
  return { intrinsic: others[intrinsic], fused: others[fused], components: undefined }[name]?.key ?? "components";
}
