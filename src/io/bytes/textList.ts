/** Texts that are put together as bytes and decoded at once: to decode each of them costs ten times as much. */
export class TextList {
  private readonly decoder: TextDecoder;
  private readonly ends: Uint32Array;
  /** Texts with other letters than those of ASCII, by their numbers. */
  private readonly strange = new Map<number, string>();
  private bytes = new Uint8Array(1024);
  private used = 0;
  /** Texts so far. */
  count = 0;

  /** @param length how many texts there will be. */
  constructor(length: number, decoder: TextDecoder) {
    this.decoder = decoder;
    this.ends = new Uint32Array(length);
  }

  /**
   * Add the text of the bytes `begin .. end`.
   *
   * @throws what the decoder throws.
   */
  push(from: Uint8Array, begin: number, end: number): void {
    if (this.used + end - begin > this.bytes.length) {
      const more = new Uint8Array(2 * this.bytes.length + end - begin);
      more.set(this.bytes.subarray(0, this.used));
      this.bytes = more;
    }
    let all = 0;
    for (let at = begin, to = this.used; at < end; at++, to++) {
      all |= from[at];
      this.bytes[to] = from[at];
    }
    if (all < 128) this.used += end - begin;
    else this.strange.set(this.count, this.decoder.decode(from.subarray(begin, end)));
    this.ends[this.count++] = this.used;
  }

  finish(): string[] {
    const all = this.decoder.decode(this.bytes.subarray(0, this.used));
    const texts = new Array<string>(this.ends.length);
    for (let i = 0, begin = 0; i < texts.length; begin = this.ends[i++]) texts[i] = all.slice(begin, this.ends[i]);
    for (const [i, text] of this.strange) texts[i] = text;
    return texts;
  }
}
