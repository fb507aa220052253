"""Full text: BM25 over terms that were analysed before, and their nearness. The only importer of tantivy."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from corpus.errors import Damaged
from index.dates import first_day, last_day
from index.home import REBUILD
from index.passage import Filter

HEAP = 64_000_000
"""Bytes that a writer collects before it writes a segment."""

PAIRED = 3
"""How many terms further on in a query the other term of a pair may stand."""

WITHIN = 10
"""Terms that may stand between those of a pair in a text, in whichever order they stand there."""

COMMON = 0.5
"""Share of the entries from which a term is in no pair: its places take long to read, and tell little."""

PAIR_WEIGHT = 0.1
"""What the BM25 of a pair counts beside that of a term. See docs/quality.md for what was tried."""

_TIES = 16
"""Hits fetched beyond those asked for, so that equal scores are cut off in the order of their ids."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a passage can be filtered by, in either search. `archive` and `date` may be empty."""

    document: str
    language: str
    archive: str
    date: str


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("document", "language", "archive"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("first", indexed=True, fast=True)
    builder.add_integer_field("last", indexed=True, fast=True)
    builder.add_text_field("terms", tokenizer_name="spaces", index_option="position")
    return builder.build()


def _opened(folder: Path) -> tantivy.Index:
    index = tantivy.Index(_schema(), path=str(folder))
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex("[^ ]+")).build()
    index.register_tokenizer("spaces", spaces)
    return index


@contextmanager
def _to_disk() -> Iterator[None]:
    """Calls tantivy's errors what they are while it writes: a disk that does not take it."""
    try:
        yield
    except ValueError as error:
        raise OSError(" ".join(str(error).split())) from error


class WordsWriter:
    """Writes an index that nobody reads yet.

    Raises, from every method:
        OSError: tantivy cannot write, in tantivy's words.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        with _to_disk():
            # One thread: passages keep the order they are given in.
            self._writer = _opened(folder).writer(HEAP, 1)

    def add(self, rows: Iterable[tuple[str, Facts, str]]) -> None:
        """Adds passages: their id, their facts, their terms with a space between."""
        for id_, facts, terms in rows:
            document = tantivy.Document(
                id=id_,
                document=facts.document,
                language=facts.language,
                archive=facts.archive,
                first=first_day(facts.date),
                last=last_day(facts.date),
                terms=terms,
            )
            with _to_disk():
                self._writer.add_document(document)

    def drop(self, document: str) -> None:
        """Removes every passage of a document that was added before."""
        with _to_disk():
            self._writer.delete_documents_by_term("document", document)

    def close(self) -> None:
        """Commits."""
        with _to_disk():
            self._writer.commit()
            self._writer.wait_merging_threads()


class Words:
    """Searches an index that does not change. May be used from several threads.

    Raises:
        Damaged: tantivy cannot open it.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._index = _opened(folder)
        except ValueError as error:
            raise Damaged(f"the words in {folder} cannot be opened ({error}); {REBUILD}") from error
        self._index.config_reader("manual")
        self._searcher = self._index.searcher()

    def matching(self, terms: Sequence[str], n: int, where: Filter) -> list[tuple[str, float]]:
        """The `n` best entries by BM25, best first: id and score. One that shares no term is no hit."""
        return self._best(self._single(terms), n, where)

    def closely_matching(self, terms: Sequence[str], n: int, where: Filter) -> list[tuple[str, float]]:
        """The same, where terms of the query that stand near each other in an entry count for more.

        After the sequential dependence model of Metzler and Croft (SIGIR 2005).
        """
        return self._best([*self._single(terms), *self._paired(terms)], n, where)

    def _single(self, terms: Sequence[str]) -> list[tantivy.Query]:
        schema = self._index.schema
        return [tantivy.Query.term_query(schema, "terms", term, "freq") for term in dict.fromkeys(terms)]

    def _paired(self, terms: Sequence[str]) -> list[tantivy.Query]:
        schema = self._index.schema
        return [
            tantivy.Query.boost_query(
                tantivy.Query.phrase_query(schema, "terms", list(order), slop=WITHIN), PAIR_WEIGHT
            )
            for pair in _pairs(terms)
            if not any(map(self._is_common, pair))
            for order in (pair, pair[::-1])
        ]

    def _is_common(self, term: str) -> bool:
        return self._searcher.doc_freq("terms", term) > COMMON * len(self)

    def _best(self, wanted: Sequence[tantivy.Query], n: int, where: Filter) -> list[tuple[str, float]]:
        if not wanted or n < 1:
            return []
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in wanted])
        kept = [
            (tantivy.Occur.Must, tantivy.Query.const_score_query(one, 0.0))
            for one in _filters(self._index.schema, where)
        ]
        if kept:
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), *kept])
        hits = self._searcher.search(query, n + _TIES, count=False).hits
        scored = [(self._searcher.doc(address)["id"][0], float(score)) for score, address in hits]
        return sorted(scored, key=lambda hit: (-hit[1], hit[0]))[:n]

    def frequency(self, term: str) -> int:
        """The number of passages that hold a term."""
        query = tantivy.Query.term_query(self._index.schema, "terms", term, "freq")
        found = self._searcher.search(query, 1)
        return int(found.count)  # type: ignore[attr-defined]  # the stub forgets it

    def __len__(self) -> int:
        """The number of passages."""
        return int(self._searcher.num_docs)


def _pairs(terms: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Different terms that stand near each other in a query, each pair once whatever its order."""
    return {
        frozenset((one, other)): (one, other)
        for place, one in enumerate(terms)
        for other in terms[place + 1 : place + 1 + PAIRED]
        if one != other
    }.values()


def _filters(schema: tantivy.Schema, where: Filter) -> list[tantivy.Query]:
    fields = (("document", where.documents), ("language", where.languages), ("archive", where.archives))
    queries = [
        tantivy.Query.term_set_query(schema, name, sorted(values)) for name, values in fields if values
    ]
    whole = tantivy.FieldType.Integer
    if where.since:
        queries.append(tantivy.Query.range_query(schema, "last", whole, first_day(where.since), None))
    if where.until:
        queries.append(tantivy.Query.range_query(schema, "first", whole, None, last_day(where.until)))
    return queries
