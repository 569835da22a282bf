import type { TransferArtifacts } from "../../run/transfer/applySteps.ts";

/** Made where a saved model is applied, and nowhere else. */
export type NoveltyMade = Pick<TransferArtifacts, "novelty">;
