"""The entry of a Hugging Face Space: serves the chat, and indexes the shipped memos at the first start."""

from corpus.settings import settings
from ui.server import serve

if __name__ == "__main__":
    serve(settings(), host="0.0.0.0", port=settings().port)  # noqa: S104 - a Space is reached from outside
