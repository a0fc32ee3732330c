"""How the bundled encoder, and anyone's own, is made from pairs of texts."""

from __future__ import annotations

from matcher.training.make import Progress, train
from matcher.training.recipe import Recipe

__all__ = ["Progress", "Recipe", "train"]
