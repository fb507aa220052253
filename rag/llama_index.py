"""For LlamaIndex users: the engine as a `BaseQueryEngine`, its search as a `BaseRetriever`.

Nothing here calls an LLM of LlamaIndex's own choosing: what answers is `rag.engine.Engine`.
"""

from collections.abc import Sequence

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.response.schema import Response
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.answer import Answer, Citation, PassageReference
from rag.engine import Engine


class MemociteRetriever(BaseRetriever):
    """Passages, best first: each a node whose text is a slice of its document; scores are in [0, 1]."""

    def __init__(self, engine: Engine, n: int = 10) -> None:
        super().__init__()
        self._engine = engine
        self._n = n

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [_of_passage(one) for one in self._engine.search(query_bundle.query_str, n=self._n)]


class MemociteQueryEngine(BaseQueryEngine):
    """Answers with verbatim quotes: they are the response's source nodes, in order of their numbers.

    The whole answer stands in the response's metadata, as JSON data under "answer".
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(callback_manager=None)
        self._engine = engine

    def _query(self, query_bundle: QueryBundle) -> Response:
        return _response(self._engine.ask(query_bundle.query_str))

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return self._query(query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def _response(answer: Answer) -> Response:
    nodes = [_of_citation(one, answer.confidence) for one in answer.citations]
    return Response(response=answer.text, source_nodes=nodes, metadata={"answer": answer.model_dump()})


def _of_passage(passage: PassageReference) -> NodeWithScore:
    place = passage.model_dump(exclude={"text", "score", "start", "end"})
    return _node(
        passage.text, passage.document, passage.language, (passage.start, passage.end), place, passage.score
    )


def _of_citation(citation: Citation, score: float) -> NodeWithScore:
    place = {
        "number": citation.number,
        "document": citation.document.id,
        "section": citation.section.number,
        "paragraph": citation.paragraph,
        "page": citation.page,
        "language": citation.language,
        "url": citation.document.url,
        "reference": citation.reference,
    }
    span = (citation.start, citation.end)
    return _node(citation.quote, citation.document.id, citation.language, span, place, score)


def _node(
    text: str, document: str, language: str, span: Sequence[int], place: dict[str, object], score: float
) -> NodeWithScore:
    start, end = span
    id_ = f"{document}/{language}/{start}-{end}"
    node = TextNode(id_=id_, text=text, metadata=place, start_char_idx=start, end_char_idx=end)
    return NodeWithScore(node=node, score=score)
