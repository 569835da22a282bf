/** What the OME-XML in the first description of an OME-TIFF states of its picture. */
export interface OmeFacts {
  /** Micrometres in a pixel; undefined where it is not stated, or x and y differ. */
  readonly umPerPixel: number | undefined;
  /** Planes along z. */
  readonly depth: number;
}

/** Micrometres in units of length that OME names. */
const UNITS: Readonly<Record<string, number>> = { µm: 1, μm: 1, um: 1, micron: 1, nm: 1e-3, mm: 1e3 };

/**
 * Facts of the first `Pixels` element.
 *
 * @see Open Microscopy Environment, OME-XML schema 2016-06
 */
export function readOme(description: string): OmeFacts {
  const [element = ""] = /<(?:\w+:)?Pixels\b[^>]*>/.exec(description) ?? [];
  const attribute = (name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(element)?.[1];
  const sizeOf = (axis: "X" | "Y") => {
    // Micrometres are what the schema takes where no unit is given.
    const unit = UNITS[(attribute(`PhysicalSize${axis}Unit`) ?? "um").replace(/&#(x?[\da-f]+);/gi, decoded)];
    const size = Number(attribute(`PhysicalSize${axis}`));
    return size > 0 && unit !== undefined ? size * unit : undefined;
  };
  const [x, y] = [sizeOf("X"), sizeOf("Y")];
  const square = x !== undefined && y !== undefined && Math.abs(x / y - 1) < 0.001;
  const depth = Number(attribute("SizeZ"));
  return { umPerPixel: square ? x : undefined, depth: Number.isInteger(depth) && depth > 0 ? depth : 1 };
}

/** A character by its number in XML: `&#181;` and `&#xB5;`. */
const decoded = (_: string, code: string) =>
  String.fromCodePoint(Number.parseInt(code.replace(/^x/i, ""), /^x/i.test(code) ? 16 : 10) % 0x110000);
