"""The charts: one form a file, each a function from frames of claims to a `Figure`."""
