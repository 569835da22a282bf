"""Judge of an .h5ad with saved edits: anndata opens it, finds the edits, and everything else is what it was, byte by byte.

Reads one job from standard input: {"input": path, "output": path, "labels": [...], "colors": [...], "edits": [...]}.
Prints a JSON list of complaints. Versions: scripts/interop/requirements.txt.
"""

import json
import sys

import anndata
import h5py
import scanpy

job = json.load(sys.stdin)
complaints = []
adata = anndata.read_h5ad(job["output"])
domains = adata.obs["cellscape_domain"]
if domains.tolist() != job["labels"]:
    complaints.append("obs/cellscape_domain holds other names")
if list(adata.uns["cellscape_domain_colors"]) != job["colors"]:
    complaints.append("uns/cellscape_domain_colors holds other colours")
if len(job["colors"]) != len(domains.cat.categories):
    complaints.append("one colour per category expected")
if "L4" not in adata.obs["layer"].cat.categories:
    complaints.append("obs/layer lacks L4")
entry = adata.uns["cellscape_edits"]
if [json.loads(text) for text in entry["edits"]] != job["edits"]:
    complaints.append("uns/cellscape_edits holds other edits")
if "uns/rank_genes_groups" not in list(entry["outdated"]):
    complaints.append("the outdated entries are not named")

edited = {"obs/cellscape_domain", "obs/layer", "uns/cellscape_domain_colors", "uns/layer_colors", "uns/cellscape_edits"}


def pieces(item):
    """Where the bytes of an array lie in its file: offset and length of each piece."""
    if item.chunks is None:
        return [] if item.id.get_offset() is None else [(item.id.get_offset(), item.id.get_storage_size())]
    found = (item.id.get_chunk_info(i) for i in range(item.id.get_num_chunks()))
    return [(each.byte_offset, each.size) for each in found]


compared = 0
with h5py.File(job["input"]) as before, h5py.File(job["output"]) as after:
    raw = [open(job[name], "rb") for name in ("input", "output")]

    def same(path, item):
        global compared
        if any(path == name or path.startswith(name + "/") for name in edited) or not isinstance(item, h5py.Dataset):
            return
        other = after[path]
        if pieces(item) != pieces(other) or item.dtype != other.dtype or item.shape != other.shape:
            complaints.append(f"{path} lies elsewhere or has another type")
        for offset, length in pieces(item):
            contents = []
            for file in raw:
                file.seek(offset)
                contents.append(file.read(length))
            if contents[0] != contents[1]:
                complaints.append(f"bytes of {path} changed")
            compared += length

    before.visititems(same)
if compared < 10_000:
    complaints.append("too few bytes were compared")

scanpy.tl.rank_genes_groups(adata, "cellscape_domain", method="wilcoxon")
json.dump(complaints, sys.stdout)
