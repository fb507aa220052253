"""Question sets put to the engine, measured, and reported so that a researcher can trust the figures."""
