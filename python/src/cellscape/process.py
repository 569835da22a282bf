"""The program as a process: its events, and how it ended."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from .errors import CellscapeError, CellscapeWarning


def run_process(command: Sequence[str], *, names: Mapping[str, str], verbose: bool) -> None:
    """Run the program to its end; its warnings become Python's, its steps and notes go to stderr with `verbose`.

    Args:
        command: the words of the command, with `--progress json` among them.
        names: what stands in messages in place of the paths of temporary files.
        verbose: whether steps and notes are printed.

    Raises:
        CellscapeError: it cannot be started, or ended with another exit code than 0.
    """
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, encoding="utf-8", errors="replace",
        )
    except OSError as error:
        raise CellscapeError(f"{command[0]}: cannot start: {error}") from error
    errors: list[str] = []
    try:
        assert process.stderr is not None
        for line in process.stderr:
            _follow(line.rstrip(), errors, names, verbose)
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if code != 0:
        text = "\n".join(errors).strip()
        raise CellscapeError(text or f"cellscape: ended with exit code {code} and without a message", code)


def _follow(line: str, errors: list[str], names: Mapping[str, str], verbose: bool) -> None:
    event = _event_of(line)
    if event is None:
        # What is no event comes from before the program reads its options, or from npx.
        if line:
            errors.append(line)
        return
    kind, text = event.get("event"), event.get("text")
    if not isinstance(text, str):
        return
    for path, name in names.items():
        text = text.replace(path, name)
    if kind == "error":
        errors[:] = [text]
    elif kind == "warning":
        warnings.warn(text, CellscapeWarning, stacklevel=4)
    elif verbose and kind in ("begin", "note"):
        print(text if kind == "begin" else f"  {text}", file=sys.stderr)


def _event_of(line: str) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "event" in event else None
