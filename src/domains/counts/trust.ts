/** How often the number that the criterion selects is that of the annotation or next to it, in a sentence. */
export const countTrustText = "On annotated tissue such a K was within one of the annotated K in half of the cases.";
