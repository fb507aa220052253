"""The LLM that the settings name."""

from typing import TYPE_CHECKING

from corpus.errors import SettingError
from corpus.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.llms import LLM


def configured(settings: Settings, retries: int = 0) -> "LLM | None":
    """The OpenAI-compatible server that the settings name, or None where they name no model.

    Its address is always given, so nothing goes to anybody's cloud because a key lies about.
    `retries`: how often its client itself asks again.

    Raises:
        SettingError: a model is named and no server.
    """
    if not settings.llm_model:
        return None
    if not settings.llm_base_url:
        raise SettingError(
            f"MEMOCITE_LLM_MODEL is {settings.llm_model!r}: "
            "set MEMOCITE_LLM_BASE_URL to the server that has it"
        )
    from llama_index.llms.openai_like import OpenAILike

    llm: LLM = OpenAILike(
        model=settings.llm_model,
        api_base=settings.llm_base_url,
        api_key=settings.llm_api_key.get_secret_value() or "none",
        is_chat_model=True,
        timeout=settings.llm_timeout_s,
        max_tokens=settings.llm_max_tokens,
        temperature=0.0,
        max_retries=retries,
        additional_kwargs={"stream_options": {"include_usage": True}},
    )
    return llm
