"""Question sets, measures, the run and the report."""
