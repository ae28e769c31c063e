"""Writes a trained network as the files that ship: 8-bit weights for ONNX Runtime, and the vocabulary.

Matrices are quantised a column at a time to seven bits (`reduce_range`), so that no processor's 16-bit sums overflow; the
activations' scale is taken anew for every window.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from lean import lean
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from network import Network, Verdicts


class _OneWindow(torch.nn.Module):
    """The network on a single window, which needs no mask."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: torch.Tensor, shapes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.network(pieces, shapes, torch.ones_like(pieces))


def export(network: Network, verdicts: Verdicts, lists: Mapping[str, Sequence[str]], *, folder: Path, vocabulary: str) -> None:
    """Writes `network.onnx`, `pieces.txt` and `verdicts.npz` into a folder; `lists` are the names of the verdicts' inputs and outputs."""
    example = torch.randint(5, 100, (1, 17))
    with tempfile.TemporaryDirectory() as scratch:
        plain, ready, small = (Path(scratch) / f"{name}.onnx" for name in ("plain", "ready", "small"))
        torch.onnx.export(
            _OneWindow(network).eval(),
            (example, torch.zeros_like(example)),
            plain,
            input_names=["pieces", "shapes"],
            output_names=["states", "tags"],
            dynamic_axes={name: {1: "length"} for name in ("pieces", "shapes", "states", "tags")},
            dynamo=False,
        )
        quant_pre_process(plain, ready, skip_symbolic_shape=True)
        quantize_dynamic(ready, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        encoder = network.encoder.config
        short = lean(onnx.load(small), layers=encoder.num_hidden_layers, heads=encoder.num_attention_heads)
    onnx.save(short, folder / "network.onnx")
    (folder / "pieces.txt").write_text(vocabulary, encoding="utf-8")
    write_verdicts(verdicts, lists, folder)


def write_verdicts(verdicts: Verdicts, lists: Mapping[str, Sequence[str]], folder: Path) -> None:
    """Writes `verdicts.npz` into a folder."""
    state = {name: value.detach().numpy() for name, value in verdicts.state_dict().items()}
    halved = {name: state.pop(key).astype(np.float16) for name, key in (("bag", "bag.weight"), ("inner.weight", "inner.weight"))}
    arrays = {**halved, **state}
    arrays |= {name: np.frombuffer("\n".join(values).encode(), dtype=np.uint8) for name, values in lists.items()}
    np.savez_compressed(folder / "verdicts.npz", **arrays)
