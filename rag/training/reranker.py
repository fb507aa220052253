"""Fine-tunes the packaged MiniLM into a cross-encoder that says whether a sentence answers a question.

    python -m rag.training.reranker DATA OUT

DATA is laid out as `rag.training.sources` says. Each stage goes on from the one before and is written to a
folder of its own in OUT; one that is there already is not trained again. The same data and seed give the same
weights on the same machine. Needs the packages of the extra "training".
"""

import argparse
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from torch.utils.data import BatchSampler

from corpus.settings import MEMOS, settings
from index.archive import ready_for
from index.weights import packaged, sign, signed
from rag.evaluation.questions import read as read_questions
from rag.rerank import Weights
from rag.shelf import Shelf
from rag.training import sources
from rag.training.examples import Example, examples
from rag.training.found import Found, found, likeliest, mined

MAX_TOKENS: Final = 128

EVERY: Final = 3
"""Of the questions over articles, one in so many is asked of the engine; the first stage had them all."""

WEIGHTS: Final = "model.safetensors"


def batches(lengths: list[int], size: int, seed: int) -> Iterator[list[int]]:
    """Indices in batches of similar length, the batches in random order: little padding, no pattern."""
    chance = random.Random(seed)  # noqa: S311
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i] // 8, chance.random()))
    made = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(made)
    yield from made


class LengthBatches(BatchSampler):
    """`batches`, anew in each epoch, as the trainer wants them."""

    def __init__(
        self, _dataset: object, batch_size: int, lengths: list[int], seed: int = 0, **_: object
    ) -> None:
        self.lengths, self.batch_size, self.seed, self.epoch = lengths, batch_size, seed, 0

    def __iter__(self) -> Iterator[list[int]]:
        yield from batches(self.lengths, self.batch_size, self.seed + self.epoch)

    def __len__(self) -> int:
        return -(-len(self.lengths) // self.batch_size)

    def set_epoch(self, epoch: int) -> None:
        """Told by the trainer at the start of each epoch."""
        self.epoch = epoch


@dataclass(frozen=True, slots=True)
class Stage:
    """One pass over the pairs that `pairs(data, seed)` gives; the learning rate falls from `rate` to 0."""

    name: str
    pairs: Callable[[Path, int], list[Example]]
    rate: float


def fit(base: str, pairs: list[Example], out: Path, rate: float, batch: int, seed: int) -> None:
    """Trains a cross-encoder on the pairs, once each, and writes it to `out` in bfloat16."""
    import torch
    from datasets import Dataset
    from sentence_transformers.cross_encoder import (
        CrossEncoder,
        CrossEncoderTrainer,
        CrossEncoderTrainingArguments,
    )
    from sentence_transformers.cross_encoder.losses import BinaryCrossEntropyLoss

    model = CrossEncoder(
        base,
        num_labels=1,
        max_length=MAX_TOKENS,
        # Measured on two cores: the fused attention's backward pass takes as long as all the rest.
        model_kwargs={"attn_implementation": "eager"},
        config_kwargs={"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0},
    )
    for name, weights in model.named_parameters():
        if "embeddings" in name:  # words keep their meaning, and a step costs a third less
            weights.requires_grad = False
    data = Dataset.from_dict(
        {
            "question": [pair.question for pair in pairs],
            "candidate": [pair.paired for pair in pairs],
            "label": [pair.label for pair in pairs],
        }
    )
    arguments = CrossEncoderTrainingArguments(
        output_dir=str(out / "run"),
        num_train_epochs=1,
        per_device_train_batch_size=batch,
        learning_rate=rate,
        warmup_steps=0.06,
        lr_scheduler_type="linear",
        bf16=True,
        use_cpu=not torch.cuda.is_available(),
        seed=seed,
        logging_steps=200,
        save_strategy="no",
        report_to="none",
        batch_sampler=partial(  # type: ignore[arg-type]  # it is called, not subclassed
            LengthBatches, lengths=[len(pair.paired) for pair in pairs]
        ),
        dataloader_num_workers=0,
    )
    CrossEncoderTrainer(
        model=model, args=arguments, train_dataset=data, loss=BinaryCrossEntropyLoss(model)
    ).train()
    model.to(torch.bfloat16).save_pretrained(str(out))
    sign(out / WEIGHTS)


def of_public_sets(data: Path, seed: int) -> list[Example]:
    """What teaches to read at all: public questions over articles, with sentences that nearly answer."""
    return list(examples([*sources.reading(data), *sources.squad2(data)], near=2, far=1, seed=seed))


def of_memos(data: Path, seed: int) -> list[Example]:
    """What memocite is asked, with the candidates that the engine finds, and questions over other archives.

    The questions over the two memos count twice, with other negatives.
    """
    ours, public = _found(data)
    return [
        *mined(ours, hard=3, easy=1, seed=seed),
        *mined(ours, hard=3, easy=1, seed=seed + 1),
        *mined(public, hard=3, easy=2, seed=seed),
        *examples(sources.frus(data), near=2, far=0, seed=seed),
    ]


def of_memos_again(data: Path, seed: int) -> list[Example]:
    """The same with more negatives, and those over the memos three times: two had not been enough."""
    ours, public = _found(data)
    return [
        *(pair for more in range(3) for pair in mined(ours, hard=4, easy=1, seed=seed + 2 + more)),
        *mined(public, hard=3, easy=1, seed=seed + 2),
        *examples(sources.frus(data)[::2], near=2, far=0, seed=seed + 2),
    ]


def of_more(data: Path, seed: int) -> list[Example]:
    """Twice as many questions over the memos, further archives with harder near misses, and what was learnt
    first, lest it be forgotten.
    """
    ours = _over_memos("memos.jsonl", "memos-more.jsonl")
    articles = _over_articles(data, 1)
    older, newer = sources.frus(data), sources.frus(data, "frus-more.jsonl")
    return [
        *(pair for more in range(3) for pair in mined(ours, 3, 1, seed + 5 + more, among=8)),
        *mined(articles, 3, 1, seed + 5, among=8),
        *examples(newer, near=3, far=0, seed=seed + 5),
        *examples(older[::2], near=2, far=0, seed=seed + 5),
        *examples(sources.reading(data)[::4], near=2, far=0, seed=seed + 5),
    ]


def of_further(data: Path, seed: int) -> list[Example]:
    """Three times as many questions over the memos, over further documents, and over articles with near
    misses such as squad2 has; of what was learnt before, enough to keep it.
    """
    newest, former = _over_memos("memos-further.jsonl"), _over_memos("memos.jsonl", "memos-more.jsonl")
    return [
        *mined(newest, 2, 0, seed + 9, among=8),
        *mined(former[::2], 2, 0, seed + 9, among=8),
        *mined(_over_articles(data, 2), 2, 0, seed + 9, among=8),
        *examples(sources.encyclopedia(data), near=2, far=0, seed=seed + 9),
        *examples(sources.frus(data, "frus-further.jsonl"), near=2, far=0, seed=seed + 9),
        *examples(sources.frus(data, "frus-more.jsonl")[::8], near=2, far=0, seed=seed + 9),
        *examples(sources.reading(data)[::16], near=2, far=0, seed=seed + 9),
    ]


def of_follow_ups(data: Path, seed: int) -> list[Example]:
    """Follow-ups whose answer stands apart from that of the question before, and more near misses over
    articles and diplomatic documents; the rest as before, with the candidates that adapted questions find.
    """
    newest = _over_memos("memos-follow-ups.jsonl")
    further, former = _over_memos("memos-further.jsonl"), _over_memos("memos.jsonl", "memos-more.jsonl")
    return [
        *(pair for more in range(2) for pair in mined(newest, 3, 0, seed + 11 + more, among=8)),
        *mined(further[::2], 2, 0, seed + 11, among=8),
        *mined(former[1::4], 2, 0, seed + 11, among=8),
        *mined(_over_articles(data, 2), 2, 0, seed + 11, among=8),
        *examples(sources.encyclopedia(data, "articles-more.jsonl"), near=2, far=0, seed=seed + 11),
        *examples(sources.encyclopedia(data)[::2], near=2, far=0, seed=seed + 11),
        *examples(sources.frus(data, "frus-latest.jsonl"), near=2, far=0, seed=seed + 11),
        *examples(sources.frus(data, "frus-further.jsonl")[::2], near=2, far=0, seed=seed + 11),
        *examples(sources.reading(data)[::16], near=2, far=0, seed=seed + 11),
    ]


def _found(data: Path) -> tuple[list[Found], list[Found]]:
    """What the engine would have read for our questions over the memos, and for public ones over articles."""
    return _over_memos("memos.jsonl"), _over_articles(data, EVERY)


def _over_memos(*files: str) -> list[Found]:
    memos = Shelf((ready_for([MEMOS], settings()),))
    asked = [question for file in files for question in read_questions(sources.OURS / file)]
    return list(likeliest(found(asked, memos), Weights.load().words.sentence))


def _over_articles(data: Path, every: int) -> list[Found]:
    articles = Shelf((ready_for([data / "squad2" / "docs"], settings()),))
    asked = sources.squad2_questions(data, sources.TO_LEARN_FROM)[::every]
    return list(likeliest(found(asked, articles), Weights.load().words.sentence))


STAGES: Final = (
    Stage("1-public", of_public_sets, 1e-4),
    Stage("2-memos", of_memos, 8e-5),
    Stage("3-memos-again", of_memos_again, 1.5e-4),
    Stage("4-more", of_more, 1.5e-4),
    Stage("5-further", of_further, 1.5e-4),
    Stage("6-follow-ups", of_follow_ups, 1.5e-4),
)
"""One after the other, each going on from what the one before it learnt."""


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    base = packaged()
    for stage in STAGES:
        out = given.out / stage.name
        if not signed(out / WEIGHTS):
            pairs = stage.pairs(given.data, given.seed)
            random.Random(given.seed).shuffle(pairs)  # noqa: S311
            print(f"{out}: {len(pairs)} pairs, {sum(pair.label for pair in pairs):.0f} answer")  # noqa: T201
            out.mkdir(parents=True, exist_ok=True)
            fit(str(base), pairs, out, stage.rate, given.batch, given.seed)
        base = out
    print(f"The reranker is in {base}")  # noqa: T201


if __name__ == "__main__":
    main()
