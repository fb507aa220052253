"""How fast and how small memocite is, as ratios measured in one run: `make bench`."""
