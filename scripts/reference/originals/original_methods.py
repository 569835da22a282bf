"""Runs a published package on a tissue as all methods get it: the command of the plug-ins beside it.

Versions: Python 3.11, torch 2.13.0, scanpy 1.11.5, torch-geometric, POT; GraphST 1.1.1, SpaGCN 1.2.7 with louvain,
stagate-modern 1.0.0.post1, SpaceFlow 1.0.4 with networkx < 3, gudhi 3.11.0 and cmcrameri (these four without their lists of
dependencies), cellcharter 0.3.7 with scvi-tools 1.4.2. One thread, no graphics card.
Run: cellscape bench TISSUE.h5ad --truth COLUMN --methods graphst --plugin scripts/reference/originals/graphst.yaml
Or:  python original_methods.py METHOD TISSUE.h5ad FOLDER DOMAINS SEED [SETTING]

Writes embedding.npy or labels.csv into FOLDER, and prints the loss, the CPU seconds of the method without imports, and the
peak memory of the process as JSON.
"""

import os

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[threads] = "1"

import contextlib
import io
import json
import random
import resource
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import scanpy as sc
import torch

warnings.filterwarnings("ignore")
torch.set_num_threads(1)


def profile(raw):
    """Log counts per 10,000 of the 3,000 most variable genes."""
    tissue = raw.copy()
    if tissue.n_vars > 3000:
        sc.pp.highly_variable_genes(tissue, flavor="seurat_v3", n_top_genes=3000)
    else:
        tissue.var["highly_variable"] = True
    sc.pp.normalize_total(tissue, target_sum=1e4)
    sc.pp.log1p(tissue)
    return tissue[:, tissue.var["highly_variable"]].copy()


def usual_reach(positions, mean=10):
    """The radius within which cells have so many others at another place on average, as `--method stagate` has it off lattices."""
    from scipy.spatial import cKDTree

    n = len(positions)
    tree = cKDTree(positions)
    nearest = tree.query(positions, k=2 * mean + 1)[0]
    bound = np.sort(nearest[nearest > 0])[mean * n - 1]
    first, second = tree.query_pairs(bound, output_type="ndarray").T
    lengths = np.sqrt(((positions[first] - positions[second]) ** 2).sum(1))
    return np.sort(lengths[lengths > 0])[mean * n // 2 - 1]


def stagate(raw, domains, seed, reach="auto"):
    import STAGATE_pyG

    tissue = profile(raw)
    radius = usual_reach(np.asarray(raw.obsm["spatial"], dtype=float)) if reach == "auto" else float(reach)
    STAGATE_pyG.Cal_Spatial_Net(tissue, rad_cutoff=radius, verbose=False)
    tissue = STAGATE_pyG.train_STAGATE(
        tissue, random_seed=seed, verbose=False, save_loss=True, device=torch.device("cpu")
    )
    return dict(embedding=tissue.obsm["STAGATE"], loss=float(tissue.uns["STAGATE_loss"]), radius=round(radius, 2))


def graphst(raw, domains, seed):
    from GraphST import GraphST
    from sklearn.decomposition import PCA

    tissue = profile(raw)
    sc.pp.scale(tissue, zero_center=False, max_value=10)
    tissue = GraphST.GraphST(tissue, device=torch.device("cpu"), random_seed=seed).train()
    found = tissue.obsm["emb"]
    x = tissue.X.toarray() if hasattr(tissue.X, "toarray") else tissue.X
    # The package keeps no loss; its reconstruction error follows from what it returns.
    loss = float(10 * ((x - found) ** 2).mean())
    return dict(embedding=PCA(n_components=20, random_state=42).fit_transform(found), loss=loss)


def spaceflow(raw, domains, seed, pairs=30000):
    from SpaceFlow import SpaceFlow

    # Builds the graph, and normalises and selects genes in place: a copy, as this gives way to what all methods share.
    flow = SpaceFlow.SpaceFlow(adata=raw.copy())
    flow.preprocessing_data(n_top_genes=raw.n_vars)
    flow.adata_preprocessed = profile(raw)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        flow.train(random_seed=seed, edge_subset_sz=int(pairs), embedding_save_filepath="./spaceflow.tsv")
    losses = [line.split("Loss:") for line in output.getvalue().splitlines() if "Loss:" in line]
    return dict(embedding=flow.embedding, loss=float(losses[-1][1]), logged=losses[-1][0].strip())


def spagcn(raw, domains, seed):
    import SpaGCN

    tissue = profile(raw)
    # The package reads sparse arrays by a name that scipy has dropped.
    tissue.X = tissue.X.toarray()
    x, y = raw.obsm["spatial"][:, 0].tolist(), raw.obsm["spatial"][:, 1].tolist()
    # The search for a resolution passes no number of components, and a small panel has fewer than 50.
    given = list(SpaGCN.SpaGCN.train.__defaults__)
    given[0] = min(50, tissue.n_vars - 1)
    SpaGCN.SpaGCN.train.__defaults__ = tuple(given)
    seeds = dict(r_seed=seed, t_seed=seed, n_seed=seed)
    with contextlib.redirect_stdout(io.StringIO()):
        distances = SpaGCN.calculate_adj_matrix(x=x, y=y, histology=False)
        length = SpaGCN.search_l(0.5, distances, start=0.01, end=1000, tol=0.01, max_run=100)
        resolution = SpaGCN.search_res(
            tissue, distances, length, domains, start=0.7, step=0.1, tol=5e-3, lr=0.05, max_epochs=20, **seeds
        )
        model = SpaGCN.SpaGCN()
        model.set_l(length)
        random.seed(seed)
        torch.manual_seed(seed)
        np.random.seed(seed)
        model.train(
            tissue, distances, init_spa=True, init="louvain", res=resolution, tol=5e-3, lr=0.05, max_epochs=200
        )
        labels, _ = model.predict()
    return dict(labels=labels)


def cellcharter(raw, domains, seed, validation=None):
    """`validation`: JSON file of a list for each seed, the rows that validate; else those that the package draws."""
    import cellcharter as cc
    import scvi
    import squidpy as sq

    scvi.settings.seed = seed
    scvi.settings.verbosity = 40
    tissue = raw.copy()
    tissue.X = np.asarray(tissue.X.toarray() if hasattr(tissue.X, "toarray") else tissue.X, dtype=np.float32)
    scvi.model.SCVI.setup_anndata(tissue)
    model = scvi.model.SCVI(tissue)
    splitter = {}
    if validation is not None:
        rows = np.array(json.loads(Path(validation).read_text())[seed])
        splitter = dict(external_indexing=[np.setdiff1d(np.arange(tissue.n_obs), rows), rows, np.array([], dtype=int)])
    model.train(
        early_stopping=True, enable_progress_bar=False, accelerator="cpu", datasplitter_kwargs=splitter or None
    )
    history = model.history["elbo_validation"].iloc[:, 0]
    tissue.obsm["X_scVI"] = model.get_latent_representation().astype(np.float32)
    sq.gr.spatial_neighbors(tissue, coord_type="generic", delaunay=True)
    cc.gr.remove_long_links(tissue)
    cc.gr.aggregate_neighbors(tissue, n_layers=3, use_rep="X_scVI", out_key="X_cellcharter")
    gmm = cc.tl.Cluster(n_clusters=domains, random_state=seed, trainer_params=dict(accelerator="cpu"))
    gmm.fit(tissue, use_rep="X_cellcharter")
    labels = gmm.predict(tissue, use_rep="X_cellcharter")
    return dict(labels=labels, loss=float(history.iloc[-1]), least=float(history.min()), epochs=len(history))


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main():
    name, path, folder, domains, seed, *setting = sys.argv[1:]
    raw = sc.read_h5ad(path)
    start, wall = cpu(), time.time()
    found = globals()[name](raw, int(domains), int(seed), *setting)
    used = dict(cpu=round(cpu() - start, 1), wall=round(time.time() - wall, 1))
    if "embedding" in found:
        np.save(Path(folder, "embedding.npy"), np.asarray(found.pop("embedding"), dtype=np.float32))
    else:
        rows = zip(raw.obs_names, found.pop("labels"), strict=True)
        Path(folder, "labels.csv").write_text("cell,domain\n" + "".join(f"{cell},{label}\n" for cell, label in rows))
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(dict(method=name, seed=int(seed), **found, **used, peakMB=peak)), flush=True)


if __name__ == "__main__":
    main()
