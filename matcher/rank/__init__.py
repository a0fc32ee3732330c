"""Ranking: criteria from facts, routes, gates, and the reasons behind every figure."""
