/**
 * Works that the methods paragraph cites for the core of a run and for several analyses; what one analysis cites lies with it. With volume and first and last page, or number of the article.
 */
export const references = {
  cellscape:
    "Yan R, Xing X, Wang X, Zhou Z, Islam MT, Xing L. Uncovering spatial tissue domains and cell types in spatial omics through cross-scale profiling of cellular and genomic interactions. arXiv:2602.12651 (2026).",
  seurat: "Stuart T, et al. Comprehensive integration of single-cell data. Cell 177, 1888-1902 (2019).",
  combat:
    "Johnson WE, Li C, Rabinovic A. Adjusting batch effects in microarray expression data using empirical Bayes methods. Biostatistics 8, 118-127 (2007).",
  gat: "Veličković P, et al. Graph attention networks. International Conference on Learning Representations (2018).",
  genomap:
    "Islam MT, Xing L. Cartography of genomic interactions enables deep analysis of single-cell expression data. Nature Communications 14, 679 (2023).",
  graphmae:
    "Hou Z, et al. GraphMAE: self-supervised masked graph autoencoders. ACM SIGKDD Conference on Knowledge Discovery and Data Mining, 594-604 (2022).",
  milnce:
    "Miech A, et al. End-to-end learning of visual representations from uncurated instructional videos. IEEE/CVF Conference on Computer Vision and Pattern Recognition, 9879-9889 (2020).",
  pcgrad:
    "Yu T, et al. Gradient surgery for multi-task learning. Advances in Neural Information Processing Systems 33, 5824-5836 (2020).",
  adam: "Kingma DP, Ba J. Adam: a method for stochastic optimization. International Conference on Learning Representations (2015).",
  mclust:
    "Scrucca L, Fop M, Murphy TB, Raftery AE. mclust 5: clustering, classification and density estimation using Gaussian finite mixture models. The R Journal 8, 289-317 (2016).",
  hennig:
    "Hennig C. Cluster-wise assessment of cluster stability. Computational Statistics & Data Analysis 52, 258-271 (2007).",
  wilcoxon: "Wilcoxon F. Individual comparisons by ranking methods. Biometrics Bulletin 1, 80-83 (1945).",
  scanpy:
    "Wolf FA, Angerer P, Theis FJ. SCANPY: large-scale single-cell gene expression data analysis. Genome Biology 19, 15 (2018).",
  bh: "Benjamini Y, Hochberg Y. Controlling the false discovery rate: a practical and powerful approach to multiple testing. Journal of the Royal Statistical Society B 57, 289-300 (1995).",
  squidpy:
    "Palla G, et al. Squidpy: a scalable framework for spatial omics analysis. Nature Methods 19, 171-178 (2022).",
} as const;

/** Adds works to the list of references and gives their numbers in brackets. */
export type Cite = (...works: string[]) => string;
