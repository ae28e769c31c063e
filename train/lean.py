"""The exported network as a short graph: the same integers, in ONNX Runtime's fused operators.

The exporter asks for the length of the window again and again, and adds a mask that hides nothing; and of two ways to normalise a sum
ONNX Runtime takes the slower by itself. Written out, a pass costs three quarters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.generic]

INPUTS = ("pieces", "shapes")
_FUSED = "com.microsoft"
_OPSETS = (helper.make_opsetid("", 20), helper.make_opsetid(_FUSED, 1))
_IR = 10  # of onnxruntime 1.20, the oldest that reads the network
_ENCODER = "network.encoder"
_EPSILON = 1e-12  # BERT's


def lean(whole: ModelProto, *, layers: int, heads: int) -> ModelProto:
    """The graph of an exported and quantised `Network`, written anew with the same weights. Raises KeyError if it is none."""
    draft = _Draft(whole, heads)
    seen = draft.embedded()
    for number in range(layers):
        seen = draft.layer(seen, f"{_ENCODER}.encoder.layer.{number}")
    seen = draft.node("Identity", [seen], "states")
    draft.dense(seen, "network.tags", "tags")
    return draft.model()


class _Draft:
    """A graph being written, and the exported one whose weights it takes over."""

    def __init__(self, whole: ModelProto, heads: int) -> None:
        self._heads = heads
        self._given = {tensor.name: numpy_helper.to_array(tensor) for tensor in whole.graph.initializer}
        self._makers = {name: node for node in whole.graph.node for name in node.output}
        self._nodes: list[NodeProto] = []
        self._kept: dict[str, TensorProto] = {}

    def embedded(self) -> str:
        """The vectors of pieces, shapes and positions, added and normalised."""
        self.node("Shape", ["pieces"], "length", start=1)
        places = self.node("Slice", [self._table("position")[0], self.keep("start", np.array([0])), "length"], "places")
        found = [self._plain("position", places)]
        for name, given in zip(("word", "token_type"), INPUTS, strict=True):
            found.append(self._plain(name, self.node("Gather", [self._table(name)[0], given], f"{name}.rows")))
        position, word, shape = found
        both = self.node("Add", [word, shape], "word.shape")
        return self.normal(self.node("Add", [both, position], "embedded"), f"{_ENCODER}.embeddings.LayerNorm")

    def layer(self, seen: str, name: str) -> str:
        """One layer: every piece attends to all, then is thought over by itself; what comes in is added both times."""
        heard = self.dense(self.attention(seen, f"{name}.attention.self"), f"{name}.attention.output.dense")
        middle = self.normal(self.node("Add", [heard, seen], f"{name}.heard"), f"{name}.attention.output.LayerNorm")
        wide = self.node("Gelu", [self.dense(middle, f"{name}.intermediate.dense")], f"{name}.wide")
        return self.normal(self.node("Add", [self.dense(wide, f"{name}.output.dense"), middle], f"{name}.sum"), f"{name}.output.LayerNorm")

    def attention(self, seen: str, name: str) -> str:
        """Attention, its three matrices side by side as one."""
        weights, scales, biases = zip(*(self._matrix(f"{name}.{part}") for part in ("query", "key", "value")), strict=True)
        small, scale, zero = f"{name}.small", f"{name}.scale", f"{name}.zero"
        self._nodes.append(helper.make_node("DynamicQuantizeLinear", [seen], [small, scale, zero]))
        matrix = self.keep(f"{name}.weight", np.concatenate(weights, axis=1))
        bias, by_column = self.keep(f"{name}.bias", np.concatenate(biases)), self.keep(f"{name}.scales", np.concatenate(scales))
        given = [small, matrix, bias, scale, by_column, "", zero]
        return self.node("QAttention", given, f"{name}.out", domain=_FUSED, num_heads=self._heads)

    def dense(self, seen: str, name: str, out: str = "") -> str:
        """A matrix and its bias."""
        kept = [self.keep(f"{name}.{part}", value) for part, value in zip(("weight", "scales", "bias"), self._matrix(name), strict=True)]
        return self.node("DynamicQuantizeMatMul", [seen, kept[0], kept[1], "", kept[2]], out or f"{name}.out", domain=_FUSED)

    def normal(self, seen: str, name: str) -> str:
        """A layer's norm."""
        parts = [self.keep(f"{name}.{part}", self._given[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.node("LayerNormalization", [seen, *parts], f"{name}.out", axis=-1, epsilon=_EPSILON)

    def node(self, kind: str, inputs: Sequence[str], out: str, **attributes: object) -> str:
        """A node of one output, whose name it returns."""
        self._nodes.append(helper.make_node(kind, inputs, [out], **attributes))
        return out

    def keep(self, name: str, value: Array) -> str:
        """Weights that the graph holds, by name."""
        self._kept[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def model(self) -> ModelProto:
        """The graph as a model."""
        given = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "length"]) for name in INPUTS]
        made = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "length", None]) for name in ("states", "tags")]
        graph = helper.make_graph(self._nodes, "tagger", given, made, list(self._kept.values()))
        return helper.make_model(graph, opset_imports=_OPSETS, ir_version=_IR)

    def _table(self, name: str) -> tuple[str, str, str]:
        """A table of vectors in eight bits, with its scale and its zero."""
        stem = f"{_ENCODER}.embeddings.{name}_embeddings.weight"
        parts = [self.keep(f"{stem}{part}", self._given[f"{stem}{part}"]) for part in ("_quantized", "_scale", "_zero_point")]
        return parts[0], parts[1], parts[2]

    def _plain(self, name: str, rows: str) -> str:
        """Rows of a table as floats."""
        return self.node("DequantizeLinear", [rows, *self._table(name)[1:]], f"{name}.vectors")

    def _matrix(self, name: str) -> tuple[Array, Array, Array]:
        """The matrix of a linear layer in eight bits, the scales of its columns, and its bias.

        The exporter gives the matrix a number for a name; it is what the sum with the bias goes back to.
        """
        bias = f"{name}.bias"
        total = next(node for node in self._makers.values() if bias in node.input)
        scaled = self._makers[next(part for part in total.input if part != bias)]
        stem = self._makers[self._makers[scaled.input[0]].input[0]].input[1].removesuffix("_quantized")
        if self._given[f"{stem}_zero_point"].any():
            raise ValueError(f"the matrix of {name} has zeros of its own: export it symmetric (weight_type=QuantType.QInt8)")
        return self._given[f"{stem}_quantized"], self._given[f"{stem}_scale"], self._given[bias]
