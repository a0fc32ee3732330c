"""How the illustrative directory is made: synthetic suppliers whose truth is known, and judged needs."""
