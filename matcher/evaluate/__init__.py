"""How well it works: measured on what no index and no training saw."""
