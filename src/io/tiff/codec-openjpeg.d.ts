/** The decoder of OpenJPEG, compiled to WebAssembly and to JavaScript; the package has no types of its own. */
declare module "@cornerstonejs/codec-openjpeg/decodewasmjs" {
  export interface Decoder {
    getEncodedBuffer(bytes: number): Uint8Array;
    decode(): void;
    getFrameInfo(): {
      readonly width: number;
      readonly height: number;
      readonly bitsPerSample: number;
      readonly componentCount: number;
      readonly isSigned: boolean;
    };
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  }

  export interface OpenJpeg {
    readonly J2KDecoder: new () => Decoder;
  }

  const load: (options: {
    readonly print: (text: string) => void;
    readonly printErr: (text: string) => void;
  }) => Promise<OpenJpeg>;
  export default load;
}

declare module "@cornerstonejs/codec-openjpeg/decode" {
  import load from "@cornerstonejs/codec-openjpeg/decodewasmjs";
  export default load;
}
