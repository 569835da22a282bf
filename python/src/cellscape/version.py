"""Version of this package and of the program that it calls."""

__version__ = "0.1.0"
