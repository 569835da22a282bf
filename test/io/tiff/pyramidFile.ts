/** A level of a written pyramid: its size in pixels, and the colour of each of its pixels. */
export interface WrittenLevel {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue at a pixel; the packed bytes of every tile with `packed`. */
  readonly color: (x: number, y: number) => readonly [number, number, number];
  readonly packed?: Uint8Array;
}

/** How tiles are packed: the codec, what the channels are, and tables that tiles share. */
export interface WrittenCodec {
  readonly compression: number;
  readonly photometric: number;
  readonly tables: Uint8Array;
}

const [short, long, ascii, bytesOf] = [3, 4, 2, 7];

/**
 * A TIFF of colours in tiles, without a codec unless one is given: the first level with the others in its sub-directories, or behind it.
 *
 * @param tile side of a tile in pixels.
 * @param description OME-XML of the first level.
 * @see TIFF 6.0, sections 2 and 15
 */
export function pyramidBytes(
  levels: readonly WrittenLevel[],
  {
    tile,
    description,
    chained = false,
    codec,
  }: { tile: number; description: string; chained?: boolean; codec?: WrittenCodec },
): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 8;
  const put = (bytes: Uint8Array): number => {
    const at = size;
    const even = bytes.length % 2 === 0 ? bytes : Uint8Array.from([...bytes, 0]);
    parts.push(even);
    size += even.length;
    return at;
  };
  const numbers = (values: readonly number[]) => new Uint8Array(Uint32Array.from(values).buffer);
  const directory = (level: WrittenLevel, more: readonly (readonly [number, number, readonly number[]])[]) => {
    const { width, height, color, packed } = level;
    const [across, down] = [Math.ceil(width / tile), Math.ceil(height / tile)];
    const offsets: number[] = packed ? new Array(across * down).fill(put(packed)) : [];
    for (let row = 0; row < down && !packed; row++) {
      for (let column = 0; column < across; column++) {
        const pixels = new Uint8Array(3 * tile * tile);
        for (let at = 0; at < tile * tile; at++) {
          const [x, y] = [column * tile + (at % tile), row * tile + Math.floor(at / tile)];
          if (x < width && y < height) pixels.set(color(x, y), 3 * at);
        }
        offsets.push(put(pixels));
      }
    }
    const entries: (readonly [number, number, readonly number[]])[] = [
      [256, long, [width]],
      [257, long, [height]],
      [258, short, [8]],
      [259, short, [codec?.compression ?? 1]],
      ...(codec ? [[262, short, [codec.photometric]] as const, [347, bytesOf, [...codec.tables]] as const] : []),
      [277, short, [3]],
      [322, long, [tile]],
      [323, long, [tile]],
      [324, long, offsets],
      [325, long, offsets.map(() => packed?.length ?? 3 * tile * tile)],
      ...more,
    ];
    return entries;
  };
  const write = (entries: readonly (readonly [number, number, readonly number[]])[], next: number): number => {
    const sorted = [...entries].sort((a, b) => a[0] - b[0]);
    const fields = sorted.map(([tag, type, values]) => {
      const bytes = type === ascii || type === bytesOf ? Uint8Array.from(values) : numbers(values);
      const isShort = type === short || bytes.length <= 4;
      return { tag, type, count: values.length, value: isShort ? (values[0] ?? 0) : put(bytes) };
    });
    const bytes = new DataView(new ArrayBuffer(2 + 12 * fields.length + 4));
    bytes.setUint16(0, fields.length, true);
    for (const [at, { tag, type, count, value }] of fields.entries()) {
      bytes.setUint16(2 + 12 * at, tag, true);
      bytes.setUint16(4 + 12 * at, type, true);
      bytes.setUint32(6 + 12 * at, count, true);
      bytes.setUint32(10 + 12 * at, value, true);
    }
    bytes.setUint32(2 + 12 * fields.length, next, true);
    return put(new Uint8Array(bytes.buffer));
  };
  const [finest, ...smaller] = levels;
  const about = [270, ascii, [...new TextEncoder().encode(`${description}\0`)]] as const;
  let next = 0;
  const places = [...smaller]
    .reverse()
    .map((level) => {
      const at = write(directory(level, [[254, long, [1]]]), chained ? next : 0);
      next = at;
      return at;
    })
    .reverse();
  const subs = chained || places.length === 0 ? [] : [[330, long, places] as const];
  const first = write(directory(finest, [about, ...subs]), chained ? next : 0);
  const all = new Uint8Array(size);
  const view = new DataView(all.buffer);
  all.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, first, true);
  let at = 8;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** OME-XML that states the size of a pixel. */
export const omeText = (um: number) =>
  `<OME><Image><Pixels SizeZ="1" PhysicalSizeX="${um}" PhysicalSizeY="${um}" PhysicalSizeXUnit="µm" PhysicalSizeYUnit="µm"/></Image></OME>`;
