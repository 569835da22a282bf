/** Three numbers: red, green, blue from 0 to 255 (not rounded), or OKLab's lightness 0 to 1, a and b. */
export type Triple = readonly [number, number, number];

/** The sRGB colour of `#rrggbb`. */
export function rgbOf(hex: string): Triple {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** `#rrggbb` of an sRGB colour, rounded and clipped. */
export function hexOf(rgb: Triple): string {
  const byte = (part: number) => Math.min(255, Math.max(0, Math.round(part)));
  return `#${rgb.map((part) => byte(part).toString(16).padStart(2, "0")).join("")}`;
}

/** sRGB to OKLab. @see Ottosson 2020, "A perceptual color space for image processing". */
export function oklabOf(rgb: Triple): Triple {
  return oklabOfLinear(linear(rgb));
}

/** OKLCH (lightness 0 to 1, chroma, hue in degrees) to sRGB; chroma is lowered until the colour can be shown. */
export function oklch(lightness: number, chroma: number, hue: number): Triple {
  const angle = (hue * Math.PI) / 180;
  for (let c = chroma; c > 0; c -= 0.004) {
    const parts = linearOfOklab([lightness, c * Math.cos(angle), c * Math.sin(angle)]);
    if (parts.every((part) => part >= 0 && part <= 1)) return gamma(parts);
  }
  return gamma(linearOfOklab([lightness, 0, 0]));
}

export type Vision = "normal" | "protan" | "deutan" | "tritan";

/**
 * The colour in OKLab as an eye sees it that lacks one kind of cone.
 *
 * @see Machado, Oliveira and Fernandes 2009, matrices of severity 1.0, applied in linear light.
 */
export function seenAs(rgb: Triple, vision: Vision): Triple {
  if (vision === "normal") return oklabOf(rgb);
  const [red, green, blue] = product(MACHADO[vision], linear(rgb));
  const clip = (part: number) => Math.min(1, Math.max(0, part));
  return oklabOfLinear([clip(red), clip(green), clip(blue)]);
}

/** Euclidean distance in OKLab: 0.02 is just visible, black to white is 1. */
export function distance(a: Triple, b: Triple): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function linear(rgb: Triple): Triple {
  const part = (byte: number) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [part(rgb[0]), part(rgb[1]), part(rgb[2])];
}

function gamma(parts: Triple): Triple {
  const byte = (part: number) => {
    const share = Math.min(1, Math.max(0, part));
    return 255 * (share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055);
  };
  return [byte(parts[0]), byte(parts[1]), byte(parts[2])];
}

function oklabOfLinear(parts: Triple): Triple {
  const [l, m, s] = product(TO_CONES, parts);
  return product(CONES_TO_LAB, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)]);
}

function linearOfOklab(lab: Triple): Triple {
  const [l, m, s] = product(LAB_TO_CONES, lab);
  return product(FROM_CONES, [l ** 3, m ** 3, s ** 3]);
}

function product(matrix: readonly Triple[], [x, y, z]: Triple): Triple {
  const part = (i: number) => matrix[i][0] * x + matrix[i][1] * y + matrix[i][2] * z;
  return [part(0), part(1), part(2)];
}

const TO_CONES: readonly Triple[] = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const CONES_TO_LAB: readonly Triple[] = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const LAB_TO_CONES: readonly Triple[] = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const FROM_CONES: readonly Triple[] = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];
const MACHADO: Readonly<Record<Exclude<Vision, "normal">, readonly Triple[]>> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
