"""How people meet memocite."""
