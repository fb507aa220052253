"""The environment, read once, in this one place."""

from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import SettingError

MEMOS = Path(__file__).parent / "memos"
"""The shipped memos: what is indexed when nothing else is asked for."""


class Settings(BaseSettings):
    """What an operator may choose: environment variables with the prefix `MEMOCITE_`.

    Sizes are in the unit that the name ends with; times are in seconds.
    """

    model_config = SettingsConfigDict(env_prefix="MEMOCITE_", env_ignore_empty=True, frozen=True)

    home: Path = Field(default=Path.home() / ".cache" / "memocite", description="index directory")
    corpus: Path = Field(default=MEMOS, description="file or folder that is indexed by default")

    embed_model: str = Field(default="", description="hub name or path; empty: the packaged MiniLM")
    rerank_model: str = Field(
        default="", description="hub name or path; empty: the shipped one; 'none' turns it off"
    )
    refuse: bool = Field(default=True, description="0: quote whatever is nearest, for measuring")

    llm_model: str = ""
    llm_base_url: str = ""
    llm_api_key: SecretStr = SecretStr("")
    llm_timeout_s: float = Field(default=30.0, gt=0)
    llm_max_tokens: int = Field(default=800, gt=0, description="budget of one answer")

    chroma_url: str = Field(default="", description="a Chroma server; empty: in this process")
    chroma_token: SecretStr = SecretStr("")
    chroma_timeout_s: float = Field(default=10.0, gt=0)
    chroma_batch: int = Field(default=300, gt=0, description="records in one write to a server")

    port: int = Field(default=7860, gt=0, lt=65536, description="where app.py, the Space's entry, serves")
    auth: SecretStr = Field(default=SecretStr(""), description="user:password, for the web chat")
    allowed_origins: str = Field(default="", description="comma-separated origins of other sites")
    trusted_proxies: str = Field(
        default="127.0.0.1,::1",
        description="comma-separated addresses or networks whose X-Forwarded-For is believed",
    )
    requests_per_minute: int = Field(default=120, ge=0, description="of one client; 0: any number")
    max_upload_mb: int = Field(default=20, gt=0)
    uploads: Path | None = Field(
        default=None, description="where visitors' own documents stay; none: gone with the visit"
    )
    max_question_chars: int = Field(default=4000, gt=0)
    feedback: Path | None = Field(default=None, description="JSON Lines file for thumbs; off")

    @field_validator("home", "corpus", "uploads", "feedback")
    @classmethod
    def _expand(cls, path: Path | None) -> Path | None:
        return path.expanduser() if path else path


@cache
def settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingError: a variable has no meaning; the message names it.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "MEMOCITE_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingError(f"{name}: {first['msg']} (it is {first['input']!r})") from None
