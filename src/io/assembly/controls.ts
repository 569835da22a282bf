/** Features of panels that are no genes: Xenium, CosMx, MERSCOPE. */
const CONTROLS =
  /^(NegControl|BLANK_|Blank-|UnassignedCodeword|DeprecatedCodeword|Intergenic_Region|antisense_|NegPrb|Negative\d*$|SystemControl|FalseCode)/;
/** Types of features, as 10x software names them, that measure the assay and not the tissue. */
const CONTROL_TYPES = /control|blank|unassigned|deprecated|codeword/i;

/** The type of features that are genes, as 10x software names it. */
export const GENE_TYPE = "Gene Expression";

/** Whether a feature is no gene by its name. */
export const isControl = (feature: string) => CONTROLS.test(feature);

/** Whether features of a type are controls. */
export const isControlType = (type: string) => CONTROL_TYPES.test(type);
