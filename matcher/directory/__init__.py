"""The directory: one typed table of suppliers, each field knowing where it came from and when."""

from __future__ import annotations

from matcher.directory.directory import Directory
from matcher.directory.validate import validate

__all__ = ["Directory", "validate"]
