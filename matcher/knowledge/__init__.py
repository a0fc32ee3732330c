"""What the field knows: typed readers of the reference tables.

Each table is read when first asked for, and once. Every row names its source and carries a mark:
V checked against a named public source, K trade knowledge, E an expert's estimate, U uncertain.
"""
