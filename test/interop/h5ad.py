"""Judge of written .h5ad files: anndata opens them, the input's content is equal, the additions are there, scanpy draws.

Reads a JSON list of jobs from standard input, one a pair of files:
  {"input": path or null, "output": path, "obs": {name: column}, "obsm": {key: [rows]}, "uns": {...}, "plot": path or null}
A column is {"kind": "number" | "string" | "category" | "boolean", "values": [...]} with null where missing.
Prints a JSON list of complaints, empty when all is well. Versions: scripts/interop/requirements.txt.
"""

import json
import sys
import warnings

import anndata
import numpy as np
import pandas as pd
from scipy import sparse

warnings.simplefilter("ignore")


def differences(a, b, where, skip=()):
    """Paths at which two values of an AnnData tree differ."""
    if type(a) is not type(b):
        return [f"{where}: {type(a).__name__} became {type(b).__name__}"]
    if isinstance(a, pd.DataFrame):
        a = a.drop(columns=[c for c in skip if c in a])
        b = b.drop(columns=[c for c in skip if c in b])
        try:
            pd.testing.assert_frame_equal(a, b, check_exact=True)
        except AssertionError as error:
            return [f"{where}: {error}"]
        return []
    if isinstance(a, dict):
        found = []
        for key in (set(a) | set(b)) - set(skip):
            if key not in a or key not in b:
                found.append(f"{where}/{key}: only in the {'input' if key in a else 'output'}")
            else:
                found += differences(a[key], b[key], f"{where}/{key}")
        return found
    if sparse.issparse(a):
        same = a.shape == b.shape and a.dtype == b.dtype and a.format == b.format and (a != b).nnz == 0
        return [] if same else [f"{where}: sparse values differ"]
    if isinstance(a, np.ndarray):
        if a.dtype != b.dtype or a.shape != b.shape:
            return [f"{where}: {a.dtype} {a.shape} became {b.dtype} {b.shape}"]
        return [] if a.tobytes() == b.tobytes() or np.array_equal(a, b) else [f"{where}: values differ"]
    if hasattr(a, "equals"):
        return [] if a.equals(b) else [f"{where}: values differ"]
    same = a == b or (isinstance(a, float) and np.isnan(a) and np.isnan(b))
    return [] if same else [f"{where}: {a!r} became {b!r}"]


def column_values(series):
    return [None if pd.isna(value) else value for value in series.tolist()]


def same_list(found, wanted):
    if len(found) != len(wanted):
        return False
    for a, b in zip(found, wanted):
        if a is None or b is None:
            if not (a is None and b is None):
                return False
        elif isinstance(b, float) or isinstance(a, float):
            if float(a) != float(b):
                return False
        elif a != b or isinstance(a, bool) != isinstance(b, bool):
            return False
    return True


def missing_uns(found, wanted, where):
    if isinstance(wanted, dict):
        return [c for key in wanted for c in missing_uns(found[key], wanted[key], f"{where}/{key}")]
    if isinstance(wanted, list):
        return [] if same_list(np.asarray(found).tolist(), wanted) else [f"{where}: {found!r} is not {wanted!r}"]
    same = found == wanted and isinstance(found, (bool, np.bool_)) == isinstance(wanted, bool)
    return [] if same else [f"{where}: {found!r} is not {wanted!r}"]


def judge(job):
    output = anndata.read_h5ad(job["output"])
    complaints = []
    if job["input"] is not None:
        before = anndata.read_h5ad(job["input"])
        complaints += differences(before.X, output.X, "X")
        complaints += differences(before.obs, output.obs, "obs", job["obs"])
        complaints += differences(before.var, output.var, "var", job.get("var", {}))
        complaints += differences(dict(before.uns), dict(output.uns), "uns", job["uns"])
        for place in ["obsm", "varm", "obsp", "varp", "layers"]:
            skip = job["obsm"] if place == "obsm" else ()
            complaints += differences(dict(getattr(before, place)), dict(getattr(output, place)), place, skip)
        if (before.raw is None) != (output.raw is None):
            complaints.append("raw: came or went")
        elif before.raw is not None:
            complaints += differences(before.raw.X, output.raw.X, "raw/X")
            complaints += differences(before.raw.var, output.raw.var, "raw/var")
            complaints += differences(dict(before.raw.varm), dict(output.raw.varm), "raw/varm")
    for place in ["obs", "var"]:
        for name, column in job.get(place, {}).items():
            series = getattr(output, place)[name]
            if not same_list(column_values(series), column["values"]):
                complaints.append(f"{place}/{name}: {series.tolist()[:5]} is not {column['values'][:5]}")
            if column["kind"] == "category":
                if series.dtype != "category" or series.cat.ordered != column["ordered"]:
                    complaints.append(f"{place}/{name}: {series.dtype}, ordered {getattr(series, 'cat', None)}")
                elif list(series.cat.categories) != column["categories"]:
                    complaints.append(f"{place}/{name}: categories {list(series.cat.categories)}")
            if column["kind"] == "boolean" and str(series.dtype) not in ("bool", "boolean"):
                complaints.append(f"{place}/{name}: {series.dtype} is not boolean")
    for key, rows in job["obsm"].items():
        if not np.array_equal(output.obsm[key], np.asarray(rows)):
            complaints.append(f"obsm/{key}: values differ")
    complaints += missing_uns(output.uns, job["uns"], "uns")
    if job.get("plot"):
        import matplotlib

        matplotlib.use("Agg")
        import scanpy

        figure = scanpy.pl.embedding(output, basis="spatial", color="cellscape_domain", show=False, return_fig=True)
        figure.savefig(job["plot"])
    # What anndata opens it must also be able to write again.
    output.write_h5ad(job["output"] + ".again")
    return [f"{job['output']}: {complaint}" for complaint in complaints]


def main():
    complaints = []
    for job in json.load(sys.stdin):
        try:
            complaints += judge(job)
        except Exception as error:  # A judge reports, whatever happens.
            complaints.append(f"{job['output']}: {type(error).__name__}: {error}")
    json.dump(complaints, sys.stdout)


main()
