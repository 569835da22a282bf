"""Judge of analyses in a written result: scanpy and squidpy draw from its keys as they would from their own.

Reads a JSON list of jobs {output, checks, folder} from standard input, writes the complaints as JSON.
Versions: scripts/interop/requirements.txt.
"""

import json
import sys
import warnings
from pathlib import Path

import anndata
import matplotlib

matplotlib.use("Agg")
warnings.filterwarnings("ignore")
import numpy as np
import scanpy as sc
from scipy import sparse


def close(found, wanted, where, tolerance):
    found, wanted = np.asarray(found, float), np.asarray(wanted, float)
    if np.allclose(found, wanted, rtol=tolerance, atol=tolerance, equal_nan=True):
        return []
    worst = np.nanmax(np.abs(found - wanted))
    return [f"{where}: differs by {worst}"]


def judge_markers(data, key):
    """scanpy's own test on the same cells and expression gives the same numbers."""
    found = data.uns[key]
    groupby = found["params"]["groupby"]
    part = data[data.obs[groupby].notna()].copy()
    # In double precision, so that cells of equal share tie in both.
    part.X = part.X.astype("f8")
    sc.pp.normalize_total(part, target_sum=1e4)
    sc.pp.log1p(part)
    part.X = part.X.astype("f4")
    sc.tl.rank_genes_groups(part, groupby, method="wilcoxon", tie_correct=True, pts=True)
    wanted = part.uns["rank_genes_groups"]
    complaints = []
    if found["names"].dtype.names != wanted["names"].dtype.names:
        return [f"{key}: groups {found['names'].dtype.names}"]
    for group in wanted["names"].dtype.names:
        for field, tolerance in [("scores", 1e-5), ("pvals", 1e-6), ("pvals_adj", 1e-6), ("logfoldchanges", 1e-4)]:
            order = dict(zip(wanted["names"][group], wanted[field][group]))
            same = [order[name] for name in found["names"][group]]
            complaints += close(found[field][group], same, f"{key}/{field}/{group}", tolerance)
        for field in ["pts", "pts_rest"]:
            same = wanted[field][group].loc[found[field].index]
            complaints += close(found[field][group], same, f"{key}/{field}/{group}", 1e-6)
    sc.get.rank_genes_groups_df(data, group=None, key=key)
    return complaints


def judge_neighbors(data, prefix, skipped):
    entry = data.uns[f"{prefix}neighbors"]
    complaints = []
    for kind in ["connectivities", "distances"]:
        matrix = data.obsp[entry[f"{kind}_key"]]
        if not sparse.issparse(matrix) or matrix.shape != (data.n_obs, data.n_obs):
            complaints.append(f"obsp {prefix}{kind}: {matrix.shape}")
        rows = np.diff(matrix.tocsr().indptr)
        if (rows == 0).sum() != skipped:
            complaints.append(f"obsp {prefix}{kind}: {(rows == 0).sum()} empty rows in place of {skipped}")
    distances = data.obsp[entry["distances_key"]].tocsr()
    if not distances.has_sorted_indices or len(set(np.diff(distances.indptr)) - {0}) != 1:
        complaints.append(f"obsp {prefix}distances: rows differ in length or order")
    return complaints


def judge(job):
    data = anndata.read_h5ad(job["output"])
    folder = Path(job["folder"])
    skipped = int(data.obs["cellscape_domain"].isna().sum())
    complaints = []
    if skipped != job["skipped"]:
        complaints.append(f"{skipped} cells without a domain in place of {job['skipped']}")
    for key in ["rank_genes_groups", "rank_genes_groups_cell_type"]:
        complaints += judge_markers(data, key)
        sc.pl.rank_genes_groups_dotplot(data, key=key, n_genes=3, show=False, save=None)
        matplotlib.pyplot.savefig(folder / f"{key}.png")
    complaints += judge_neighbors(data, "", skipped)
    complaints += judge_neighbors(data, "cellscape_intrinsic_", skipped)
    sc.pl.umap(data, color=["cellscape_domain", "cellscape_cell_type", data.var_names[0]], show=False)
    matplotlib.pyplot.savefig(folder / "umap.png")
    sc.pl.paga(data, show=False)
    matplotlib.pyplot.savefig(folder / "paga.png")
    if "leiden" not in data.uns or data.uns["leiden"]["params"]["resolution"] != 1:
        complaints.append("uns/leiden: no parameters")

    import squidpy as sq

    sq.pl.spatial_scatter(data, shape=None, color=["cellscape_domain", "cellscape_cell_type"])
    matplotlib.pyplot.savefig(folder / "spatial.png")
    sq.pl.nhood_enrichment(data, cluster_key="cellscape_domain")
    matplotlib.pyplot.savefig(folder / "nhood.png")
    for key in ["cellscape_domain", "cellscape_cell_type"]:
        part = data[data.obs[key].notna()].copy()
        # squidpy takes types that no cell of the part has for categories of their own.
        part.obs[key] = part.obs[key].cat.remove_unused_categories()
        found = data.uns[f"{key}_co_occurrence"]
        wanted = sq.gr.co_occurrence(part, key, copy=True)
        complaints += close(found["interval"], wanted[1], f"uns/{key}_co_occurrence/interval", 1e-4)
        # A type that is nowhere near is 0 or missing.
        complaints += close(np.nan_to_num(found["occ"]), np.nan_to_num(wanted[0]), f"uns/{key}_co_occurrence/occ", 1e-6)
        sq.pl.co_occurrence(data, cluster_key=key, clusters=data.obs[key].cat.categories[0])
        matplotlib.pyplot.savefig(folder / f"{key}_co_occurrence.png")
    gsea = data.uns["cellscape_gsea"]
    if list(gsea.columns[:5]) != ["group", "library", "Term", "ES", "NES"] or gsea["NES"].isna().any():
        complaints.append(f"uns/cellscape_gsea: columns {list(gsea.columns)}")
    moran = data.uns["moranI"]
    if list(moran.columns[:4]) != ["I", "pval_norm", "var_norm", "pval_norm_fdr_bh"]:
        complaints.append(f"uns/moranI: columns {list(moran.columns)}")
    if not moran["I"].is_monotonic_decreasing or set(moran.index) - set(data.var_names):
        complaints.append("uns/moranI: not in the order of I, or genes that are not in var")
    shares = data.uns["cellscape_composition"]
    cells = data.obs.dropna(subset=["cellscape_domain", "cellscape_cell_type"])
    table = cells.groupby(["cellscape_domain", "cellscape_cell_type"], observed=False).size().unstack()
    complaints += close(shares, table.div(table.sum(axis=1), axis=0), "uns/cellscape_composition", 1e-12)
    # What anndata opens it must also be able to write again.
    data.write_h5ad(folder / "again.h5ad")
    return complaints


def main():
    complaints = []
    for job in json.load(sys.stdin):
        try:
            complaints += [f"{job['output']}: {complaint}" for complaint in judge(job)]
        except Exception as error:  # A judge reports, whatever happens.
            complaints.append(f"{job['output']}: {type(error).__name__}: {error}")
    json.dump(complaints, sys.stdout)


main()
