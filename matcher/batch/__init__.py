"""Many needs: cut into chunks, matched on one machine, resumed where a run was stopped."""

from __future__ import annotations

from matcher.batch.chunk import Job
from matcher.batch.run import BatchReport, run_batch

__all__ = ["BatchReport", "Job", "run_batch"]
