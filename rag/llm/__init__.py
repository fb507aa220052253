"""Prose by an LLM, of which only what a verified quote carries reaches a reader."""
