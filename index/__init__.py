"""How memos become searchable."""
