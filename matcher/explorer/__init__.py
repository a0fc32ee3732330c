"""The notebook frontend."""
