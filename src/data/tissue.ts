/** Pictures of one tissue and where they lie under the positions, as Space Ranger writes them. */
export interface Tissue {
  /** Name of the library, the key under `uns['spatial']`. */
  readonly library: string;
  /** Name of its sample, where there are several. */
  readonly sample?: string;
  /** By resolution: `hires`, `lowres`. */
  readonly images: Readonly<Record<string, Picture>>;
  /** `tissue_hires_scalef` (picture pixels in one unit of the positions), `spot_diameter_fullres` and the like. */
  readonly scaleFactors: Readonly<Record<string, number>>;
  /** `chemistry_description`, `software_version` and the like. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** An image in memory. */
export interface Picture {
  /** Pixels. */
  readonly height: number;
  /** Pixels. */
  readonly width: number;
  /** 1 grey, 3 red green blue, 4 with opacity. */
  readonly channels: number;
  /** [height, width, channels] */
  readonly values: Uint8Array;
}
