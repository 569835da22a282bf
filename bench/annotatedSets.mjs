// Annotated public sets, the column of their labels, and the number of annotated domains.
export const annotatedSets = [
  { name: "starmap_mpfc_BZ9", truth: "layer", domains: 4 },
  { name: "starmap_mpfc_BZ5", truth: "layer", domains: 4 },
  { name: "starmap_visual_cortex_BY3", truth: "layer", domains: 7 },
  { name: "st_her2_H1", truth: "label", domains: 6 },
  { name: "visium_dlpfc_151673", truth: "layer", domains: 7 },
  { name: "osmfish_somatosensory", truth: "Region", domains: 11 },
];
