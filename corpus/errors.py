"""Everything that memocite can say went wrong.

    MemociteError            exit status 1: the work failed
    ├── ReadError            a file could not become a document
    ├── ArchiveError         the index is missing, damaged, locked, or made by something else
    │   ├── Locked           another process is writing it
    │   ├── Damaged          files are missing or altered
    │   └── Mismatch         another model or another chunker made it
    ├── QuestionError        a question, or a question set, that cannot be asked
    ├── ServiceError         a server that was configured (Chroma, LLM) does not answer
    └── SettingError         exit status 2: a setting has no meaning

A message is one line. It names the file, line or setting, and says what to do.
"""


class MemociteError(Exception):
    """Anything that is told to a person in one line instead of a traceback."""

    exit_status = 1


class ReadError(MemociteError):
    """A file could not become a document."""


class ArchiveError(MemociteError):
    """The index cannot be used as it is."""


class Locked(ArchiveError):
    """Another process is writing the index."""


class Damaged(ArchiveError):
    """Files of the index are missing or altered."""


class Mismatch(ArchiveError):
    """The index was made by another model or another chunker."""


class QuestionError(MemociteError):
    """A question or a question set that cannot be asked."""


class ServiceError(MemociteError):
    """A server that was configured does not answer as it should."""


class SettingError(MemociteError):
    """A setting has no meaning."""

    exit_status = 2
