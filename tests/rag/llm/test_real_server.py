"""A real OpenAI-compatible server, with a tiny model of random weights: its gibberish is refused."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.rag.llm import made

STARTS_S = 240


def tiny_model(folder):
    """A Llama of a few thousand random weights that reads and writes bytes."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    torch.manual_seed(0)
    alphabet = ["<s>", "</s>", *sorted(pre_tokenizers.ByteLevel.alphabet())]
    tokenizer = Tokenizer(models.BPE(vocab={letter: at for at, letter in enumerate(alphabet)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="</s>"
    )
    fast.chat_template = "{% for message in messages %}{{ message['content'] }}{% endfor %}"
    fast.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=len(alphabet),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        max_position_embeddings=8192,
        bos_token_id=0,
        eos_token_id=1,
        pad_token_id=1,
    )
    LlamaForCausalLM(config).save_pretrained(folder)


def healthy(url):
    try:
        return httpx.get(f"{url}/health", timeout=2).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address and the model's name."""
    folder = tmp_path_factory.mktemp("model")
    tiny_model(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [Path(sys.executable).with_name("transformers"), "serve", folder]
    options = ["--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    log = (folder / "log").open("wb")
    running = subprocess.Popen([*serve, *options], stdout=log, stderr=log, env=os.environ)
    try:
        until = time.monotonic() + STARTS_S
        while not healthy(f"http://127.0.0.1:{port}"):
            assert running.poll() is None, (folder / "log").read_text("utf-8")
            assert time.monotonic() < until, "the server does not start"
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/v1", str(folder)
    finally:
        running.terminate()
        running.wait()
        log.close()


@pytest.mark.timeout(600)
def test_gibberish_is_refused(server, archive):
    url, model = server
    chosen = made.settings(url, llm_timeout_s=60.0, llm_max_tokens=40).model_copy(update={"llm_model": model})
    answer = made.engine(archive, chosen).ask(made.QUESTION)
    assert (answer.writer, answer.claims) == ("quotes", ())
    assert answer.text == made.engine(archive).ask(made.QUESTION).text
    assert "MEMOCITE_LLM_MAX_TOKENS" in answer.notice or "holds no claims" in answer.notice, answer.notice
