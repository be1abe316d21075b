import type { OperationCall } from "../../../operation";
import type { Sizes, Value } from "../../../value";
import type { LibraryClass } from "../../libraryClass";
import { refuse } from "../../tensor/arguments";
import { factsOf, operands, tuple } from "../../tensor/make";
import { isTensor } from "../losses/pythonType";
import { dtypeAfter, expect, type Known, type LayerOptions, layerClass, output } from "./shaped";

/** Recurrent layers and attention: tuples of arrays whose values are not known. */

const recurrent =
  "input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False, proj_size=0, device=None, dtype=None";
const elman =
  "input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True, batch_first=False, dropout=0.0, bidirectional=False, device=None, dtype=None";
const cell = "input_size, hidden_size, bias=True, device=None, dtype=None";

export const recurrentClasses: readonly LibraryClass[] = [
  layerClass("LSTM", recurrent, "input, hx=None", (call, options) => sequence(call, options, "lstm", true)),
  layerClass("GRU", recurrent, "input, hx=None", (call, options) => sequence(call, options, "gru", false)),
  layerClass("RNN", elman, "input, hx=None", (call, options) => sequence(call, options, "rnn", false)),
  layerClass("LSTMCell", cell, "input, hx=None", (call, options) => {
    const state = step(call, options, "lstm");
    return tuple(call, [state, step(call, options, "lstm")]);
  }),
  layerClass("GRUCell", cell, "input, hx=None", (call, options) => step(call, options, "gru")),
  layerClass(
    "RNNCell",
    `${cell.replace("bias=True", "bias=True, nonlinearity='tanh'")}`,
    "input, hx=None",
    (call, options) => step(call, options, "rnn"),
  ),
];

/** (output, h) or (output, (h, c)). */
function sequence(call: OperationCall, options: LayerOptions, operation: string, hasCell: boolean): Value {
  const { shape, dtype, packed } = inputOf(call, options);
  const directions = options.is("bidirectional") ? 2 : 1;
  const hidden = options.int("hidden_size");
  const width = options.value("proj_size") === undefined ? hidden : options.int("proj_size") || hidden;
  const layers = options.int("num_layers") * directions;
  if (shape !== undefined && shape.length !== 2 && shape.length !== 3) refuse();
  if (shape !== undefined) expect(shape[shape.length - 1], options.int("input_size"));
  const batch = shape?.length === 3 ? [shape[options.is("batch_first") ? 0 : 1]] : [];
  const made = (sizes: Sizes | undefined, lastSize: number): Value =>
    packed
      ? call.unknown()
      : output(call, operation, operands(call, "input"), {
          dtype,
          shape: sizes,
          lastSize: sizes === undefined ? lastSize : undefined,
        });
  const state = (size: number): Value => made(shape && [layers, ...batch, size], size);
  return tuple(call, [
    made(shape && [...shape.slice(0, -1), width * directions], width * directions),
    hasCell ? tuple(call, [state(width), state(hidden)]) : state(width),
  ]);
}

function step(call: OperationCall, options: LayerOptions, operation: string): Value {
  const { shape, dtype } = inputOf(call, options);
  const hidden = options.int("hidden_size");
  if (shape !== undefined) expect(shape[shape.length - 1], options.int("input_size"));
  const facts: Known = { dtype, shape: shape && [...shape.slice(0, -1), hidden], lastSize: shape ? undefined : hidden };
  return output(call, operation, operands(call, "input"), facts);
}

/** A packed sequence comes out packed. */
function inputOf(call: OperationCall, options: LayerOptions): Known & { readonly packed: boolean } {
  const input = call.arg("input") ?? refuse();
  if (isTensor(input) === false) refuse();
  const { shape, dtype } = factsOf(input);
  return { shape, dtype: dtypeAfter(call, "parameters", dtype, options), packed: isTensor(input) !== true };
}

const attention =
  "embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None, vdim=None, batch_first=False, device=None, dtype=None";
const block =
  "d_model, nhead, dim_feedforward=2048, dropout=0.1, activation='relu', layer_norm_eps=1e-05, batch_first=False, norm_first=False, bias=True, device=None, dtype=None";

export const attentionClasses: readonly LibraryClass[] = [
  layerClass(
    "MultiheadAttention",
    attention,
    "query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True, is_causal=False",
    (call, options) => tuple(call, [like(call, options, "query", "attention"), call.unknown()]),
  ),
  layerClass(
    "TransformerEncoderLayer",
    block,
    "src, src_mask=None, src_key_padding_mask=None, is_causal=False",
    (call, options) => like(call, options, "src", "transformer"),
  ),
  layerClass(
    "TransformerEncoder",
    "encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True",
    "src, mask=None, src_key_padding_mask=None, is_causal=None",
    (call, options) => like(call, options, "src", "transformer"),
  ),
  layerClass("TransformerDecoderLayer", block, "tgt, memory, **others", (call, options) =>
    like(call, options, "tgt", "transformer"),
  ),
  layerClass("TransformerDecoder", "decoder_layer, num_layers, norm=None", "tgt, memory, **others", (call, options) =>
    like(call, options, "tgt", "transformer"),
  ),
  layerClass(
    "Transformer",
    "d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048, dropout=0.1, activation='relu', custom_encoder=None, custom_decoder=None, layer_norm_eps=1e-05, batch_first=False, norm_first=False, bias=True, device=None, dtype=None",
    "src, tgt, **others",
    (call, options) => like(call, options, "tgt", "transformer"),
  ),
  layerClass(
    "Bilinear",
    "in1_features, in2_features, out_features, bias=True, device=None, dtype=None",
    "input1, input2",
    (call, options) => {
      const { shape, dtype } = factsOf(call.arg("input1"));
      const out = options.int("out_features");
      return output(call, "bilinear", operands(call, "input1", "input2"), {
        dtype: dtypeAfter(call, "parameters", dtype, options),
        shape: shape && [...shape.slice(0, -1), out],
        lastSize: shape ? undefined : out,
      });
    },
  ),
];

/** An array of the shape of an argument. */
function like(call: OperationCall, options: LayerOptions, name: string, operation: string): Value {
  const input = call.arg(name) ?? refuse();
  if (isTensor(input) === false) refuse();
  const { shape, dtype, lastSize } = factsOf(input);
  return output(call, operation, operands(call, name), {
    dtype: dtypeAfter(call, "parameters", dtype, options),
    shape,
    lastSize,
  });
}
