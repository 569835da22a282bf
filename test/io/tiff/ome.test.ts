import { expect, test } from "vitest";
import { readOme } from "../../../src/io/tiff/ome.ts";

const pixels = (attributes: string) =>
  readOme(`<OME><Image><Pixels ID="a" ${attributes}><TiffData/></Pixels></Image></OME>`);

test("the size of pixels is in micrometres, whichever unit it is given in", () => {
  expect(pixels('PhysicalSizeX="0.2125" PhysicalSizeY="0.2125" SizeZ="11"')).toEqual({ umPerPixel: 0.2125, depth: 11 });
  for (const unit of ["µm", "μm", "um", "&#181;m", "&#xB5;m"]) {
    const units = `PhysicalSizeXUnit="${unit}" PhysicalSizeYUnit="${unit}"`;
    expect(pixels(`PhysicalSizeX="0.5" PhysicalSizeY="0.5" ${units}`).umPerPixel).toBe(0.5);
  }
  const nm = 'PhysicalSizeX="500" PhysicalSizeXUnit="nm" PhysicalSizeY="500" PhysicalSizeYUnit="nm"';
  expect(pixels(nm).umPerPixel).toBeCloseTo(0.5, 12);
});

test("a size that is not stated, in pixels, or not the same along both axes is no size", () => {
  for (const text of [
    "",
    'PhysicalSizeX="0.5"',
    'PhysicalSizeX="0.5" PhysicalSizeY="0.7"',
    'PhysicalSizeX="1" PhysicalSizeXUnit="pixel" PhysicalSizeY="1" PhysicalSizeYUnit="pixel"',
    'PhysicalSizeX="0" PhysicalSizeY="0"',
  ])
    expect(pixels(text).umPerPixel).toBeUndefined();
  expect(readOme("no XML")).toEqual({ umPerPixel: undefined, depth: 1 });
});
