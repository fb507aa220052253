"""What a memo is, and how files become memos."""
