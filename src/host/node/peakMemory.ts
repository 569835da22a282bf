/** Largest resident memory of this process so far, in megabytes of 2^20 bytes. */
export function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
