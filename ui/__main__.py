"""`python -m ui` is `memocite`."""

from ui.cli import main

main()
