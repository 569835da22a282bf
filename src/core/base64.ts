/** Bytes as base64 text. */
export function bytesToBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // btoa takes one string of bytes; a call can take some ten thousand arguments. 0x6000 is a multiple of 3.
  for (let i = 0; i < bytes.length; i += 0x6000)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(i, i + 0x6000))));
  return parts.join("");
}
