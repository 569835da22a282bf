"""Small OME-TIFF pictures with a smaller level, in each codec that is read and one that is not; tiles in JPEG.

Writes fixtures/tiff/*.ome.tif and fixtures/tiff/expected.json with the pixels of both levels, as tifffile reads them again, and
fixtures/tiff/jpegTiles.json: tiles of 256 x 256 pixels of one colour in JPEG, their shared tables, and the colour as imagecodecs decodes it.
Versions: imagecodecs 2026.3.6, numpy 2.4.6, tifffile 2026.3.3. Run from the repository root.
"""

import base64
import json
import pathlib
import shutil

import imagecodecs
import numpy as np
import tifffile

out = pathlib.Path("fixtures/tiff")
shutil.rmtree(out, ignore_errors=True)
out.mkdir(parents=True)
rng = np.random.default_rng(21)
H, W = 40, 56
y, x = np.mgrid[:H, :W]
# Steps of one value give LZW long pieces, noise gives it short ones.
grey = (600 * (x // 9) + 37 * (y % 5) + np.where(x > 30, rng.integers(0, 999, (H, W)), 0)).astype(np.uint16)
colors = np.stack([grey >> 5, (x * 4).astype(np.uint16), (y * 6).astype(np.uint16)], -1).astype(np.uint8)
pixels = {"grey": grey, "colors": colors}
expected = {}


def write(name, picture, codec, *, unit="µm", size=0.2125, tile=(16, 16), byteorder="<", bigtiff=False, **more):
    metadata = {"axes": "YXS" if picture.ndim == 3 else "YX"}
    for axis in "XY":
        metadata[f"PhysicalSize{axis}"] = size
        metadata[f"PhysicalSize{axis}Unit"] = unit
    options = {"compression": codec, "photometric": "rgb" if picture.ndim == 3 else "minisblack", "tile": tile, **more}
    path = out / f"{name}.ome.tif"
    with tifffile.TiffWriter(path, ome=True, byteorder=byteorder, bigtiff=bigtiff) as file:
        file.write(picture, subifds=1, metadata=metadata, software=None, **options)
        file.write(picture[::2, ::2], subfiletype=1, metadata=None, software=None, **options)
    with tifffile.TiffFile(path) as file:
        levels = [level.asarray() for level in file.series[0].levels]
    kind = "colors" if picture.ndim == 3 else "grey"
    assert all((level == pixels[kind][::step, ::step]).all() for level, step in zip(levels, [1, 2], strict=True))
    expected[name] = kind


write("plain", grey, None)
write("deflate", grey, "zlib", predictor=True)
write("deflate-big-endian", grey, "zlib", predictor=True, byteorder=">", bigtiff=True)
write("lzw", grey, "lzw")
write("lzw-predictor", grey, "lzw", predictor=True)
write("strips", grey, "lzw", tile=None, rowsperstrip=7)
write("colors", colors, "zlib", predictor=True, unit="nm", size=425)
write("jpeg2000", grey, "jpeg2000", bigtiff=True)
write("jpeg2000-colors", colors, "jpeg2000")
write("lzma", grey, "lzma")
held = {kind: [picture[::step, ::step].ravel().tolist() for step in [1, 2]] for kind, picture in pixels.items()}
(out / "expected.json").write_text(json.dumps({"files": expected, "pixels": held}))


def segments(stream):
    """Segments of a JPEG stream before its scan: marker and bytes, and what is left."""
    found, at = [], 2
    while stream[at + 1] != 0xDA:
        length = 2 + int.from_bytes(stream[at + 2 : at + 4], "big")
        found.append((stream[at + 1], stream[at : at + length]))
        at += length
    return found, stream[at:]


def jpeg_tiles(colors, colorspace):
    """Tiles without tables, as libtiff writes them, the tables, and the colours that come out."""
    tiles, held, shown = [], set(), []
    for color in colors:
        pixels = np.broadcast_to(np.array(color, np.uint8), (256, 256, 3)).copy()
        stream = imagecodecs.jpeg8_encode(pixels, level=90, colorspace="rgb", outcolorspace=colorspace, optimize=False)
        parts, scan = segments(stream)
        # Quantisation and Huffman tables; what JFIF and Adobe say is not in tiles of TIFF.
        held.add(b"".join(part for marker, part in parts if marker in (0xDB, 0xC4)))
        frame, scan = bytearray(b"".join(part for marker, part in parts if marker == 0xC0)), bytearray(scan)
        # Components are numbered, as libtiff does it: what they are stands in the TIFF alone.
        frame[10:17:3] = scan[5:10:2] = b"\x01\x02\x03"
        tiles.append(b"\xff\xd8" + bytes(frame) + bytes(scan))
        shown.append(imagecodecs.jpeg8_decode(stream)[128, 128].tolist())
    (tables,) = held
    text = lambda data: base64.b64encode(data).decode()  # noqa: E731
    return {"tables": text(b"\xff\xd8" + tables + b"\xff\xd9"), "tiles": [text(tile) for tile in tiles], "colors": shown}


colors = [(200, 40, 40), (40, 200, 40), (40, 40, 200)]
tiles = {colorspace: jpeg_tiles(colors, colorspace) for colorspace in ("ycbcr", "rgb")}
(out / "jpegTiles.json").write_text(json.dumps(tiles))
