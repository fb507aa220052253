"""How the shipped reranker is made: `make reranker DATA=folder`."""
