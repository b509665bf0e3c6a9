"""From notebooks and tables to pages: the last part, which all others know nothing of."""
