"""From a result to the object of the caller."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import numpy.typing as npt
from anndata import AnnData
from anndata.io import read_elem

from .errors import CellscapeError

GROUPS = ("obs", "var", "obsm", "varm", "obsp", "varp", "layers", "uns")


def merge_result(adata: AnnData, given: Path, result: Path) -> None:
    """Put the entries that the program added or replaced into `adata`; all others stay the caller's own objects.

    Args:
        adata: what `given` was written from.
        given: the file that was analysed.
        result: the result, a copy of `given` with additions.

    Raises:
        CellscapeError: the cells of the result are not those of `adata`.
    """
    with h5py.File(given) as before, h5py.File(result) as after:
        if not np.array_equal(_index_of(after["obs"]), _index_of(before["obs"])):
            raise CellscapeError(f"{result}: expected the {adata.n_obs} cells that were given, in their order")
        for group in GROUPS:
            # Absent where a version of anndata writes no empty groups.
            old = before.get(group, {})
            for name in _names_of(after, group):
                entry = after[group][name]
                if name not in old or not _same(old[name], entry):
                    getattr(adata, group)[name] = read_elem(entry)


def _names_of(file: h5py.File, group: str) -> list[str]:
    """Entries of a group, columns in their order and without the index."""
    if group not in file:
        return []
    attributes = file[group].attrs
    return list(attributes["column-order"] if "column-order" in attributes else file[group])


def _index_of(table: h5py.Group) -> npt.NDArray[Any]:
    return np.asarray(read_elem(table[table.attrs["_index"]]))


def _same(a: h5py.Group | h5py.Dataset, b: h5py.Group | h5py.Dataset) -> bool:
    """Whether two entries of files hold the same bytes."""
    if isinstance(a, h5py.Group) or isinstance(b, h5py.Group):
        if not (isinstance(a, h5py.Group) and isinstance(b, h5py.Group)) or set(a) != set(b):
            return False
        return all(_same(a[name], b[name]) for name in a)
    if a.shape != b.shape or a.dtype != b.dtype:
        return False
    left, right = np.asarray(a[()]), np.asarray(b[()])
    # Texts of variable length are objects; NaN is equal to itself in bytes alone.
    return bool(np.array_equal(left, right)) if left.dtype.hasobject else left.tobytes() == right.tobytes()
