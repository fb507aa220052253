"""What went wrong with an LLM, in one line for a reader, and when it may be asked again."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

QUOTES_INSTEAD: Final = "here are the quotes by themselves."

BRIEF_S: Final = 0.5
"""How long a server that failed is left alone where it does not say itself, in seconds."""

_STATUSES: Final = {
    401: "refuses the key (401); the operator can check MEMOCITE_LLM_API_KEY",
    403: "refuses the key (403); the operator can check MEMOCITE_LLM_API_KEY",
    404: "does not know the model (404); the operator can check MEMOCITE_LLM_MODEL",
    429: "has too much to do (429)",
}

_AGAIN: Final = (429, 500, 502, 503, 504)


def said(error: Exception) -> str:
    """What went wrong, as one line. Nothing of what the server sent is in it."""
    from openai import APIConnectionError, APITimeoutError

    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return f"The LLM {_STATUSES.get(status, f'failed ({status})')}"
    if isinstance(error, APITimeoutError | TimeoutError):
        return "The LLM took too long"
    if isinstance(error, APIConnectionError | ConnectionError):
        return "The LLM does not answer"
    return f"The LLM's reply broke off ({type(error).__name__})"


def notice(reason: str) -> str:
    """The line that stands under an answer which the LLM did not write."""
    return f"{reason}; {QUOTES_INSTEAD}"


def wait_s(error: Exception, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> float | None:
    """Seconds after which the LLM may be asked again, as it says itself; None if that is no use."""
    if getattr(error, "status_code", None) not in _AGAIN:
        return None
    response = getattr(error, "response", None)
    given = response.headers.get("retry-after", "") if response is not None else ""
    try:
        return max(0.0, float(given))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(given) - now()).total_seconds())
    except (TypeError, ValueError):
        return BRIEF_S
