/** Losses of one pass over the tissue: the mean over its steps, each before it moves the parameters. */
export interface EpochLosses {
  readonly reconstruction: number;
  readonly contrast: number;
  /** The decoupled intrinsic branch's own loss. */
  readonly own?: number;
}

export const noLosses: EpochLosses = { reconstruction: 0, contrast: 0 };

export function addLosses(a: EpochLosses, b: EpochLosses): EpochLosses {
  return {
    reconstruction: a.reconstruction + b.reconstruction,
    contrast: a.contrast + b.contrast,
    ...(b.own === undefined ? {} : { own: (a.own ?? 0) + b.own }),
  };
}

export function meanLosses({ reconstruction, contrast, own }: EpochLosses, count: number): EpochLosses {
  return {
    reconstruction: reconstruction / count,
    contrast: contrast / count,
    ...(own === undefined ? {} : { own: own / count }),
  };
}
