"""The package version; recorded in every reading."""

__version__ = "0.1.0"
