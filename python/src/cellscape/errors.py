"""What callers catch and filter."""

from __future__ import annotations


class CellscapeError(RuntimeError):
    """The program could not be started, or ended with an error; the text is the program's own message.

    Attributes:
        exit_code: 2 for invalid input or options, 3 for too little memory, 4 where results cannot be written, 1 for an
            internal error; None where no program was started.
    """

    def __init__(self, message: str, exit_code: int | None = None) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class CellscapeWarning(UserWarning):
    """A warning of the program: something was lost, or a result needs caution."""
