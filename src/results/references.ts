/**
 * Works that the methods paragraph cites for the core of a run and for several analyses; what one analysis cites lies with it. With volume and first and last page, or number of the article.
 */
export const references = {
  cellscape:
    "Yan R, Xing X, Wang X, Zhou Z, Islam MT, Xing L. Uncovering spatial tissue domains and cell types in spatial omics through cross-scale profiling of cellular and genomic interactions. arXiv:2602.12651 (2026).",
  seurat: "Stuart T, et al. Comprehensive integration of single-cell data. Cell 177, 1888-1902 (2019).",
  combat:
    "Johnson WE, Li C, Rabinovic A. Adjusting batch effects in microarray expression data using empirical Bayes methods. Biostatistics 8, 118-127 (2007).",
  counterparts:
    "Haghverdi L, Lun ATL, Morgan MD, Marioni JC. Batch effects in single-cell RNA-sequencing data are corrected by matching mutual nearest neighbors. Nature Biotechnology 36, 421-427 (2018).",
  mclust:
    "Scrucca L, Fop M, Murphy TB, Raftery AE. mclust 5: clustering, classification and density estimation using Gaussian finite mixture models. The R Journal 8, 289-317 (2016).",
  hennig:
    "Hennig C. Cluster-wise assessment of cluster stability. Computational Statistics & Data Analysis 52, 258-271 (2007).",
  leiden:
    "Traag VA, Waltman L, van Eck NJ. From Louvain to Leiden: guaranteeing well-connected communities. Scientific Reports 9, 5233 (2019).",
  louvain:
    "Blondel VD, Guillaume JL, Lambiotte R, Lefebvre E. Fast unfolding of communities in large networks. Journal of Statistical Mechanics, P10008 (2008).",
  wilcoxon: "Wilcoxon F. Individual comparisons by ranking methods. Biometrics Bulletin 1, 80-83 (1945).",
  scanpy:
    "Wolf FA, Angerer P, Theis FJ. SCANPY: large-scale single-cell gene expression data analysis. Genome Biology 19, 15 (2018).",
  bh: "Benjamini Y, Hochberg Y. Controlling the false discovery rate: a practical and powerful approach to multiple testing. Journal of the Royal Statistical Society B 57, 289-300 (1995).",
  squidpy:
    "Palla G, et al. Squidpy: a scalable framework for spatial omics analysis. Nature Methods 19, 171-178 (2022).",
} as const;

export type Reference = keyof typeof references;

/** Adds works, by name or as they are to be listed, to the references and gives their numbers in brackets. */
export type Cite = (...works: (Reference | { readonly work: string })[]) => string;
