"""Fine-tunes the packaged MiniLM into a cross-encoder that says whether a sentence answers a question.

    python -m rag.training.reranker DATA OUT

DATA is laid out as `rag.training.sources` says. Each stage goes on from the one before and is written to a
folder of its own in OUT; one that is there already is not trained again. What ships is the mean of the last
three, in OUT/mean. The same data and seed give the same weights on the same machine. Needs the packages of
the extra "training".
"""

import argparse
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from torch.utils.data import BatchSampler

from index.weights import packaged, sign, signed
from rag.training.examples import Example
from rag.training.mean import WEIGHTS, mean
from rag.training.stages import STAGES

MAX_TOKENS: Final = 160

MEANT: Final = 3
"""Stages, the last ones, whose mean ships."""


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
    mean([given.out / stage.name for stage in STAGES[-MEANT:]], given.out / "mean")
    print(f"The reranker is in {given.out / 'mean'}")  # noqa: T201


if __name__ == "__main__":
    main()
