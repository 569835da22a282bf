/** Why a comparison was not tested, after the words that it was not. */
export function whyNotTested(reason: string): string {
  return reason.replace(/^no test: /, "");
}
