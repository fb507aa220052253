"""Collections whose opening would run code that somebody else chose: refused."""

from typing import TYPE_CHECKING, Any

from corpus.errors import Damaged
from index.home import REBUILD

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

HARMLESS = ("legacy", "unknown")
"""What Chroma stores where it was given no embedding function."""


def refuse_code(collection: "Collection") -> None:
    """Refuses a collection that names an embedding function.

    Raises:
        Damaged: it does.
    """
    stored = dict(collection.configuration_json or {}).get("embedding_function") or {}
    schema = collection.get_model().serialized_schema or {}
    if stored.get("type", "legacy") not in HARMLESS or _names_code(schema):
        raise Damaged(
            f"the collection {collection.name!r} names an embedding function, which memocite never "
            f"makes; delete the collection, then {REBUILD}"
        )


def _names_code(schema: Any) -> bool:  # noqa: ANN401 - whatever a server sent as JSON
    if isinstance(schema, dict):
        function = schema.get("embedding_function")
        if isinstance(function, dict) and function.get("type", "legacy") not in HARMLESS:
            return True
        return any(_names_code(value) for value in schema.values())
    return isinstance(schema, list) and any(_names_code(value) for value in schema)
