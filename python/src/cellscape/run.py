"""Spatial domains of an AnnData object."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from anndata import AnnData
from anndata.io import write_h5ad

from .command import find_command
from .errors import CellscapeError
from .merge import merge_result
from .process import run_process

FIXED = {"config": "keyword arguments", "domains": "n_domains", "progress": "verbose", "samples": "sample_key"}


def run(
    adata: AnnData,
    n_domains: int | None = None,
    *,
    out: str | os.PathLike[str] | None = None,
    copy: bool = False,
    verbose: bool = False,
    command: str | Sequence[str] | None = None,
    **options: Any,
) -> AnnData:
    """Find the spatial domains of the cells of `adata` and add them to it.

    Args:
        adata: cells x genes in memory, with raw counts in `X`, `raw` or a layer, and positions in `obsm["spatial"]`.
        n_domains: number of domains; None selects it without labels.
        out: folder that keeps figures, tables, report and manifest; None keeps none of them.
        copy: add to a copy and leave `adata` as it is.
        verbose: print the steps and notes of the program to stderr.
        command: the program, in place of `CELLSCAPE_COMMAND`, `cellscape` on PATH and npx.
        **options: options of `cellscape run` (`cellscape run --help all`) with underscores, such as `method="smooth"`,
            `seed=1`, `want=["markers", "umap"]`, `min_counts=10`, `report=True`, and `cellscape={"epochs": 40}` for options
            of a method. None leaves an option out.

    Returns:
        `adata`, or its copy, with `obs["cellscape_domain"]` (categorical, spatially refined), `obs["cellscape_confidence"]`
        (0 to 1), `obsm["X_cellscape_spatial"]` (cells x dimensions) and `uns["cellscape"]` (settings, notes), and with what
        the analyses of `want` add. Excluded cells have no domain (NaN). Entries of other names stay as they are;
        those of an earlier run of cellscape are replaced.

    Raises:
        CellscapeError: wrong input or option, no program, too little memory, or an internal error, with the program's
            message and its exit code.

    Warns:
        CellscapeWarning: each warning of the program.
    """
    if not isinstance(adata, AnnData):
        raise CellscapeError(f"run: expected an AnnData, got {type(adata).__name__}")
    if adata.isbacked:
        raise CellscapeError("run: expected an AnnData in memory, got one that is backed by a file; use adata.to_memory()")
    for name, instead in FIXED.items():
        if name in options:
            raise CellscapeError(f"run: expected {instead}, got {name}")
    settings = _settings({"domains": "auto" if n_domains is None else n_domains, **options})
    program = find_command(command)
    target = adata.copy() if copy else adata
    with tempfile.TemporaryDirectory(prefix="cellscape-") as folder:
        given, config = Path(folder, "adata.h5ad"), Path(folder, "settings.json")
        kept = Path(folder, "results") if out is None else Path(out)
        _write(target, given)
        config.write_text(json.dumps(settings), encoding="utf-8")
        words = ["run", str(given), "--out", str(kept), "--config", str(config), "--progress", "json"]
        names = {f"--config {config}": "options", str(given): "adata"}
        run_process([*program, *words], names=names, verbose=verbose)
        merge_result(target, given, kept / "result.h5ad")
    return target


def _settings(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options as a settings file holds them: dashes in names, plain values."""
    return {name.replace("_", "-"): _plain(value) for name, value in options.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _settings(value)
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(each) for each in value]
    # Scalars of numpy.
    return value.item() if hasattr(value, "item") else value


def _write(adata: AnnData, path: Path) -> None:
    try:
        # Texts stay texts: the default would make categories of them in the caller's object.
        write_h5ad(path, adata, convert_strings_to_categoricals=False)
    except Exception as error:
        raise CellscapeError(f"run: cannot write the AnnData as .h5ad: {error}") from error
