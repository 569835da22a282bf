/** Why a comparison was not tested, behind words that say that it was not. */
export function whyNotTested(reason: string): string {
  return reason.replace(/^no test: /, "");
}
