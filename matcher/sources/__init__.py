"""Files from outside: one file per format, rows in, suppliers and rejects out, never a whole file in memory.

``table`` reads anybody's CSV, XLSX or Parquet, ``denue`` and ``retc`` read two Mexican registers, ``needs``
reads what buyers ask for. What a row lacks is unknown, what cannot be used is counted, and a row without a
supplier in it becomes a Reject that says why.
"""
