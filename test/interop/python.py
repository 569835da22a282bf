"""Judge of the Python package: cellscape.run on a real AnnData, against the program's own result.

Reads {folder, node, program} from standard input, writes the complaints as JSON. Versions: scripts/interop/requirements.txt.
"""

import json
import os
import stat
import subprocess
import sys
import warnings
from pathlib import Path

import anndata
import cellscape
import numpy as np
import pandas as pd

job = json.load(sys.stdin)
folder = Path(job["folder"])
command = [job["node"], job["program"]]
complaints = []


def check(holds, complaint):
    if not holds:
        complaints.append(complaint)


def error_of(call):
    try:
        call()
    except cellscape.CellscapeError as error:
        return error
    return complaints.append("no error") or cellscape.CellscapeError("")


def run(adata, *args, **options):
    return cellscape.run(adata, *args, command=command, method="smooth", **options)


# As the program by itself.
tissue = anndata.read_h5ad(folder / "tissue.h5ad")
words = ["run", folder / "tissue.h5ad", "--domains", "3", "--method", "smooth", "--want", "markers,umap", "--out", folder / "own"]
subprocess.run([*command, *words], check=True, capture_output=True)
own = anndata.read_h5ad(folder / "own" / "result.h5ad")
tissue.obs["text"] = pd.array(["a", "b"] * 200, dtype=object)
tissue.obsm["pairs"] = np.arange(800.0).reshape(400, 2)
tissue.uns["mine"] = {"key": [1, 2, 3]}
mine, pairs, X = tissue.uns["mine"], tissue.obsm["pairs"], tissue.X
returned = run(tissue, 3, want=["markers", "umap"])
check(returned is tissue, "another object is returned")
for column in own.obs:
    check(tissue.obs[column].equals(own.obs[column]), f"obs/{column}")
check(set(own.obsm) <= set(tissue.obsm), f"obsm: {list(tissue.obsm)}")
for key in own.obsm:
    check(np.array_equal(tissue.obsm[key], own.obsm[key], equal_nan=True), f"obsm/{key}")
for key in own.obsp:
    check((tissue.obsp[key] != own.obsp[key]).nnz == 0, f"obsp/{key}")
check(set(own.uns) <= set(tissue.uns), f"uns: {list(tissue.uns)}")
check(list(tissue.uns["cellscape_domain_colors"]) == list(own.uns["cellscape_domain_colors"]), "colours")

# The caller's entries.
check(tissue.uns["mine"] is mine and tissue.obsm["pairs"] is pairs and tissue.X is X, "entries of the caller are copied")
check(tissue.obs["text"].dtype == object, f"texts became {tissue.obs['text'].dtype}")

# A second run replaces the first; a copy leaves what it was made of.
umap = tissue.obsm["X_umap"]
copied = run(tissue, 2, copy=True, want=["umap"], out=folder / "kept")
check(copied is not tissue and tissue.obs["cellscape_domain"].nunique() == 3, "copy=True changed the object")
check(copied.obs["cellscape_domain"].nunique() == 2, "a second run did not replace the domains")
check((folder / "kept" / "manifest.json").exists(), "out keeps no results")
fresh = anndata.read_h5ad(folder / "tissue.h5ad")
fresh.obsm["X_umap"] = np.zeros((400, 2))
with warnings.catch_warnings(record=True):
    run(fresh, 3, want=["umap"])
check((fresh.obsm["X_umap"] == 0).all() and "X_cellscape_umap" in fresh.obsm, "the UMAP of the caller is replaced")

# A loss is a warning, and the cell keeps its row.
fresh.obsm["spatial"][7] = np.nan
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    run(fresh, 3)
texts = [str(each.message) for each in caught if issubclass(each.category, cellscape.CellscapeWarning)]
check(any("position" in text for text in texts), f"warnings: {texts}")
check(fresh.n_obs == 400 and pd.isna(fresh.obs["cellscape_domain"].iloc[7]), "a cell without a position has a domain")

# Errors carry the program's message, the name of the object and the exit code.
error = error_of(lambda: run(tissue, 3, epoks=3))
check(error.exit_code == 2 and "options" in str(error) and "did you mean epochs" in str(error), f"option: {error}")
bare = anndata.AnnData(tissue.X, tissue.obs[["domain"]].copy())
error = error_of(lambda: run(bare, 3))
check(error.exit_code == 2 and "adata: expected positions" in str(error), f"positions: {error}")
check(list(bare.obs) == ["domain"] and not bare.uns, "an error left entries behind")
check("to_memory" in str(error_of(lambda: run(anndata.read_h5ad(folder / "tissue.h5ad", backed="r")))), "backed")
check("n_domains" in str(error_of(lambda: run(tissue, domains=3))), "domains=3 in place of n_domains")
unwritable = tissue.copy()
unwritable.uns["odd"] = object()
check("cannot write" in str(error_of(lambda: run(unwritable, 3))), "an object that cannot be written")

# Where the program is.
os.environ["CELLSCAPE_COMMAND"] = "no-such-program --flag"
check("CELLSCAPE_COMMAND" in str(error_of(lambda: cellscape.run(tissue, 3))), "CELLSCAPE_COMMAND without a program")
del os.environ["CELLSCAPE_COMMAND"]
path, os.environ["PATH"] = os.environ["PATH"], str(folder / "bin")
check("Node.js" in str(error_of(lambda: cellscape.run(tissue, 3))), "neither cellscape nor npx")
(folder / "bin").mkdir()
for name in ["npx", "cellscape"]:
    script = folder / "bin" / name
    script.write_text(f'#!/bin/sh\necho "{name} $1 $2" >&2\nexit 5\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    error = error_of(lambda: cellscape.run(tissue, 3))
    wanted = f"npx --yes cellscape@{cellscape.__version__}" if name == "npx" else "cellscape run"
    check(str(error).startswith(wanted) and error.exit_code == 5, f"{name}: {error}")
os.environ["PATH"] = path

print(json.dumps(complaints))
