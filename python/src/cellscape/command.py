"""Where the program is."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Sequence

from .errors import CellscapeError
from .version import __version__

VARIABLE = "CELLSCAPE_COMMAND"


def find_command(command: str | Sequence[str] | None = None) -> list[str]:
    """The words that start the program: those given, of the environment, `cellscape` on PATH, or `npx`.

    Raises:
        CellscapeError: there is none.
    """
    given = command if command is not None else os.environ.get(VARIABLE)
    if given:
        words = shlex.split(given, posix=os.name != "nt") if isinstance(given, str) else list(given)
        found = shutil.which(words[0])
        if found is None:
            where = "command" if command is not None else VARIABLE
            raise CellscapeError(f"{where}: expected a program, got {words[0]}, which is not on PATH")
        return [found, *words[1:]]
    program = shutil.which("cellscape")
    if program is not None:
        return [program]
    npx = shutil.which("npx")
    if npx is not None:
        return [npx, "--yes", f"cellscape@{__version__}"]
    raise CellscapeError(
        "cellscape: expected the program cellscape or npx on PATH, got neither; "
        f"install Node.js 20.19 or later, or set {VARIABLE}"
    )
