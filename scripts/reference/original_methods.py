"""Runs an original package on a tissue as all methods get it, and prints its loss, CPU seconds and peak memory as JSON.

Versions: Python 3.11, torch 2.13.0, GraphST 1.1.1, stagate-modern 1.0.0.post1, torch-geometric, scanpy, POT;
for spaceflow SpaceFlow 1.0.4 without its dependencies, networkx < 3, gudhi 3.11.0, leidenalg, cmcrameri, torch-geometric.
Run: python scripts/reference/original_methods.py stagate|graphst|spaceflow TISSUE.h5ad SEED OUT.npy [RADIUS or PAIRS]

The embedding is written to OUT.npy, for the same clusterer that ours gets. One thread.
"""

import contextlib
import io
import json
import resource
import sys
import time
import warnings

import numpy as np
import scanpy as sc
import torch

warnings.filterwarnings("ignore")
torch.set_num_threads(1)


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main():
    method, path, seed, out = sys.argv[1:5]
    tissue = sc.read_h5ad(path)
    raw = tissue.copy()
    if tissue.n_vars > 3000:
        sc.pp.highly_variable_genes(tissue, flavor="seurat_v3", n_top_genes=3000)
    else:
        tissue.var["highly_variable"] = True
    sc.pp.normalize_total(tissue, target_sum=1e4)
    sc.pp.log1p(tissue)
    tissue = tissue[:, tissue.var["highly_variable"]].copy()
    start, wall = cpu(), time.time()
    if method == "stagate":
        import STAGATE_pyG

        STAGATE_pyG.Cal_Spatial_Net(tissue, rad_cutoff=float(sys.argv[5]), verbose=False)
        tissue = STAGATE_pyG.train_STAGATE(
            tissue, random_seed=int(seed), verbose=False, save_loss=True, device=torch.device("cpu")
        )
        embedding, loss = tissue.obsm["STAGATE"], float(tissue.uns["STAGATE_loss"])
    elif method == "spaceflow":
        from SpaceFlow import SpaceFlow

        flow = SpaceFlow.SpaceFlow(adata=raw)
        # Builds the graph; its own normalisation gives way to the one that all methods share.
        flow.preprocessing_data(n_top_genes=raw.n_vars)
        flow.adata_preprocessed = tissue
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            flow.train(random_seed=int(seed), edge_subset_sz=int(sys.argv[5]), embedding_save_filepath=f"{out}.tsv")
        epochs = [float(line.split("Loss:")[1]) for line in output.getvalue().splitlines() if "Loss:" in line]
        embedding, loss = flow.embedding, epochs[-1]
    else:
        from GraphST import GraphST

        sc.pp.scale(tissue, zero_center=False, max_value=10)
        tissue = GraphST.GraphST(tissue, device=torch.device("cpu"), random_seed=int(seed)).train()
        embedding = tissue.obsm["emb"]
        x = tissue.X.toarray() if hasattr(tissue.X, "toarray") else tissue.X
        # The package keeps no loss; its reconstruction error follows from what it returns.
        loss = float(10 * ((x - embedding) ** 2).mean())
    used = dict(cpu=round(cpu() - start, 1), wall=round(time.time() - wall, 1))
    np.save(out, np.asarray(embedding, dtype=np.float32))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(dict(method=method, seed=int(seed), loss=loss, **used, peakMB=round(peak))), flush=True)


if __name__ == "__main__":
    main()
