/** What an array or a picture is on the graphics card. Each goes there once; what a frame does not use is freed. */
export interface GpuStore {
  buffer(array: Float32Array | Uint8Array | Uint16Array | Uint32Array, target: number): WebGLBuffer | null;
  /** @param width of the texture; as many rows as the colours need. */
  colors(array: Uint8Array, width: number): WebGLTexture | null;
  picture(image: ImageBitmap): WebGLTexture | null;
  /** Bytes that went to the card since it was last called. */
  uploaded(): number;
  /** Free what was not used since it was last called. */
  sweep(): void;
  /** The context was lost, and everything with it. */
  forget(): void;
}

interface Kept {
  used: boolean;
  readonly buffer: WebGLBuffer | null;
  readonly texture: WebGLTexture | null;
}

export function createGpuStore(gl: WebGL2RenderingContext): GpuStore {
  const kept = new Map<object, Kept>();
  let bytes = 0;
  const keep = (key: object, make: () => Partial<Kept>): Kept => {
    const found = kept.get(key) ?? { used: true, buffer: null, texture: null, ...make() };
    found.used = true;
    kept.set(key, found);
    return found;
  };
  const newTexture = (filter: number) => {
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    return texture;
  };
  return {
    buffer(array, target) {
      return keep(array, () => {
        const buffer = gl.createBuffer();
        gl.bindBuffer(target, buffer);
        gl.bufferData(target, array, gl.STATIC_DRAW);
        bytes += array.byteLength;
        return { buffer };
      }).buffer;
    },
    colors(array, width) {
      return keep(array, () => {
        const texture = newTexture(gl.NEAREST);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
        const height = array.length / 4 / width;
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, array);
        bytes += array.byteLength;
        return { texture };
      }).texture;
    },
    picture(image) {
      return keep(image, () => {
        const texture = newTexture(gl.LINEAR);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, image);
        gl.generateMipmap(gl.TEXTURE_2D);
        bytes += 4 * image.width * image.height;
        return { texture };
      }).texture;
    },
    uploaded() {
      const sum = bytes;
      bytes = 0;
      return sum;
    },
    sweep() {
      for (const [key, each] of kept) {
        if (!each.used) {
          gl.deleteBuffer(each.buffer);
          gl.deleteTexture(each.texture);
          kept.delete(key);
        }
        each.used = false;
      }
    },
    forget: () => kept.clear(),
  };
}
