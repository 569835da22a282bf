/** Pages by heading, in reading order. A new page is one line: its title and its path below `docs/`, without `.md`. */
const pages = {
  Start: [
    ["Install", "install"],
    ["Run", "run"],
    ["Read the report", "report"],
    ["Choose K, variant and method", "choosing"],
    ["Cell types: which embedding", "cellTypes"],
    ["Several samples and conditions", "samples"],
    ["Work on a result", "results"],
    ["In the browser", "page"],
    ["Edit domains", "editing"],
    ["On a cluster", "cluster"],
  ],
  "From the instrument to a figure": [
    ["h5ad", "tutorials/h5ad"],
    ["Visium", "tutorials/visium"],
    ["Visium HD", "tutorials/visiumHd"],
    ["Xenium", "tutorials/xenium"],
    ["CosMx", "tutorials/cosmx"],
    ["MERSCOPE", "tutorials/merscope"],
    ["Stereo-seq", "tutorials/stereoSeq"],
  ],
  "With other programs": [
    ["Python", "python"],
    ["R", "r"],
    ["Viewers", "viewers"],
  ],
  Reference: [
    ["Commands", "cli"],
    ["Formats", "formats"],
    ["result.h5ad", "resultKeys"],
    ["Library", "api/index"],
    ["Questions by error text", "faq"],
    ["Glossary", "glossary"],
  ],
  Methods: [
    ["CellScape and smooth", "methods/cellscape"],
    ["PCA", "methods/pca"],
    ["STAGATE", "methods/stagate"],
    ["GraphST", "methods/graphst"],
    ["SpaceFlow", "methods/spaceflow"],
    ["SEDR", "methods/sedr"],
    ["SpaGCN", "methods/spagcn"],
    ["PROST", "methods/prost"],
    ["CellCharter", "methods/cellcharter"],
    ["Fidelity", "methods/fidelity"],
  ],
  Evidence: [
    ["Compare methods", "bench"],
    ["Benchmarks", "benchmarks"],
    ["Figures of the paper", "paperFigures"],
  ],
  Program: [
    ["In a program", "library"],
    ["Your own method", "extend/method"],
    ["Your own analysis", "extend/analysis"],
    ["Your own reader", "extend/reader"],
  ],
};

/** The pages as the theme takes them. */
export const sidebar = Object.entries(pages).map(([text, items]) => ({
  text,
  collapsed: false,
  items: items.map(([title, path]) => ({ text: title, link: `/${path.replace(/index$/, "")}` })),
}));
