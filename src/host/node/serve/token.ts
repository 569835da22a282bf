import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A secret of 32 random bytes, as text that an address can hold. */
export const newToken = () => randomBytes(32).toString("base64url");

/** Compared in constant time, whatever the lengths. */
export function sameToken(given: string, token: string): boolean {
  const [a, b] = [given, token].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a, b);
}
