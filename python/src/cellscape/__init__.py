"""Spatial domains of an AnnData object by the program cellscape."""

from .errors import CellscapeError, CellscapeWarning
from .run import run
from .version import __version__

__all__ = ["CellscapeError", "CellscapeWarning", "__version__", "run"]
