/** Works that the methods paragraph cites. */
export const references = {
  cellscape:
    "Yan R, Xing X, Wang X, Zhou Z, Islam MT, Xing L. Uncovering spatial tissue domains and cell types in spatial omics through cross-scale profiling of cellular and genomic interactions. arXiv:2602.12651 (2026).",
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
} as const;
