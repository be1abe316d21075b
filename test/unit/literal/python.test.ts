import assert from "node:assert/strict";
import type { DType } from "../../../src/tensor/tensor";
import { assertReads, assertRefuses, type Nest, read } from "./assertions";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

describe("Python source and printed values", () => {
  const table: readonly [text: string, value: Nest, dtype: DType][] = [
    [
      "[[0.1, 0.2], [0.3, 0.4]]",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float32",
    ],
    ["[1, 2, 3]", [1, 2, 3], "int64"],
    ["(1, 2, 3)", [1, 2, 3], "int64"],
    [
      "[(1, 2), [3, 4]]",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["[True, False]", [1, 0], "bool"],
    ["[True, 2]", [1, 2], "int64"],
    ["[True, 0.5, 2]", [1, 0.5, 2], "float32"],
    ["[]", [], "float32"],
    ["[[], []]", [[], []], "float32"],
    ["[1_000, .5, 1., 1e-3, 1E+3, 0x1f, 0b10, -3, +4]", [1000, 0.5, 1, 0.001, 1000, 31, 2, -3, 4], "float32"],
    [
      "[nan, NaN, float('nan'), float(\"-inf\"), np.nan, math.inf, -torch.inf, inf, -inf]",
      [nan, nan, nan, -inf, nan, inf, -inf, inf, -inf],
      "float32",
    ],
    ["[−1, 2]", [-1, 2], "int64"],
    ["[１．５, －２]", [1.5, -2], "float32"],
    ["[1,\u00a02]", [1, 2], "int64"],
    ["[1, # one ]\n 2, \\\n 3,\n]", [1, 2, 3], "int64"],
    ["[0.1, 0.2],", [0.1, 0.2], "float32"],
    ["((([1, 2])))", [1, 2], "int64"],
    ["[(1), (2)]", [1, 2], "int64"],
    ["np.array([1, 2])", [1, 2], "int64"],
    ["np.array([1., 2])", [1, 2], "float64"],
    ["np.array([1, 2], dtype=np.float32)", [1, 2], "float32"],
    ["np.array([1, 2], np.float32)", [1, 2], "float32"],
    ["np.array([1, 2], dtype=float)", [1, 2], "float64"],
    ["np.array([1, 2], dtype='<f4')", [1, 2], "float32"],
    ["np.asarray([[True]])", [[1]], "bool"],
    ["np.array([1, 2], ndmin=2)", [[1, 2]], "int64"],
    ["np.array([0.7, -1.2], dtype=int)", [0, -1], "int64"],
    ["torch.tensor([0.1])", [0.1], "float32"],
    ["torch.tensor([0.1], dtype=torch.float)", [0.1], "float32"],
    ["torch.tensor([0.1], dtype=torch.double)", [0.1], "float64"],
    ["torch.tensor([1, 2])", [1, 2], "int64"],
    ["torch.Tensor([1, 2])", [1, 2], "float32"],
    ["deque([1, 2], maxlen=3)", [1, 2], "int64"],
    ["torch.LongTensor([1.7, 2])", [1, 2], "int64"],
    ["torch.BoolTensor([2, 0])", [1, 0], "bool"],
    ["torch.tensor(np.array([1.5]))", [1.5], "float64"],
    ["torch.from_numpy(np.array([1, 2], dtype=np.int32))", [1, 2], "int32"],
    ["torch.tensor([np.float64(.3)])", [0.3], "float64"],
    ["torch.tensor([np.float32(.3), 1.0])", [0.3, 1], "float32"],
    ["torch.tensor([300]).to(torch.uint8)", [44], "uint8"],
    ["torch.tensor([-1, 300]).byte()", [255, 44], "uint8"],
    ["torch.tensor([0.7, -1.9]).int()", [0, -1], "int32"],
    ["torch.tensor([0.7, 0]).bool()", [1, 0], "bool"],
    ["torch.tensor([1, 2]).float().cuda().requires_grad_()", [1, 2], "float32"],
    ["torch.tensor([1, 2], device=device).to(device).to('cpu').to(torch.float64)", [1, 2], "float64"],
    ["torch.tensor([1, 2]).type(torch.FloatTensor)", [1, 2], "float32"],
    ["np.array([1.5]).astype(np.int64)", [1], "int64"],
    ["np.array([1, 2]).astype('float32')", [1, 2], "float32"],
    ["tf.constant([[1, 2]])", [[1, 2]], "int32"],
    ["tf.constant([1.5, 2])", [1.5, 2], "float32"],
    [
      "tf.constant([1, 2, 3, 4], shape=(2, 2), dtype=tf.float32)",
      [
        [1, 2],
        [3, 4],
      ],
      "float32",
    ],
    ["jnp.array([1.5])", [1.5], "float32"],
    ["jnp.array([1])", [1], "int32"],
    ["nn.Parameter(torch.tensor([1.]))", [1], "float32"],
    [
      "array([[0.1, 0.2],\n       [0.3, 0.4]], dtype=float32)",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float32",
    ],
    ["array([1., 2.])", [1, 2], "float64"],
    [
      "[[0.1 0.2]\n [0.3 0.4]]",
      [
        [0.1, 0.2],
        [0.3, 0.4],
      ],
      "float32",
    ],
    ["[ 1 -2  3]", [1, -2, 3], "int64"],
    [
      "[[[1 2]\n  [3 4]]\n\n [[5 6]\n  [7 8]]]",
      [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ],
      "int64",
    ],
    ["[ True False]", [1, 0], "bool"],
    ["[nan inf -inf  1.]", [nan, inf, -inf, 1], "float32"],
    ["[np.float64(0.3), np.float64(nan), np.float64(-inf)]", [0.3, nan, -inf], "float64"],
    [
      "[array([1, 2]), array([3, 4])]",
      [
        [1, 2],
        [3, 4],
      ],
      "int64",
    ],
    ["[tensor(0.1000), tensor(0.2000)]", [0.1, 0.2], "float32"],
    [
      "tensor([[0.1000, 0.2000]], device='cuda:0', dtype=torch.float64, grad_fn=<AddmmBackward0>)",
      [[0.1, 0.2]],
      "float64",
    ],
    ["tensor([1, 2, 3])", [1, 2, 3], "int64"],
    ["tensor(0.5000)", 0.5, "float32"],
    ["tensor(1.0e+01 * [0.1, 0.25])", [1, 2.5], "float32"],
    ["Parameter containing:\ntensor([1., 2.], requires_grad=True)", [1, 2], "float32"],
    ["Out[3]: array([1, 2])", [1, 2], "int64"],
    [
      "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>",
      [
        [1, 2],
        [3, 4],
      ],
      "float32",
    ],
    ["<tf.Tensor: shape=(), dtype=float32, numpy=0.5>", 0.5, "float32"],
    ["<tf.Variable 'Variable:0' shape=(2,) dtype=int64, numpy=array([1, 2])>", [1, 2], "int64"],
    [
      "tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)",
      [
        [1, 2],
        [3, 4],
      ],
      "float32",
    ],
    ["Array([1., 2.], dtype=float32)", [1, 2], "float32"],
    [
      "Tensor(shape=[1, 2], dtype=float32, place=Place(gpu:0), stop_gradient=True,\n       [[0.1, 0.2]])",
      [[0.1, 0.2]],
      "float32",
    ],
  ];
  for (const [text, value, dtype] of table) it(text, () => assertReads(text, value, dtype));

  it("an empty printed tensor has the shape that it says", () => {
    assert.deepEqual(read("tensor([], size=(0, 3))").tensor.shape, [0, 3]);
    assert.deepEqual(read("array([], shape=(2, 0), dtype=float64)").tensor.shape, [2, 0]);
  });

  it("negative zero keeps its sign, save as an integer", () => {
    assert.ok(Object.is(read("[-0.0]").tensor.data[0], -0));
    assert.ok(Object.is(read("[-0]").tensor.data[0], 0));
    assert.ok(Object.is(read("[-0, 10**0]").tensor.data[0], 0));
  });

  it("reads the array of a call or an output that holds it, and says so", () => {
    const rows: readonly [string, Nest][] = [
      ["print('logits', torch.tensor([1, 2]))", [1, 2]],
      ["SequenceClassifierOutput(loss=tensor(0.69), logits=tensor([[0.1, 0.2]]), hidden_states=None)", [[0.1, 0.2]]],
      ["torch.return_types.max(\nvalues=tensor([0.5, 0.7]),\nindices=tensor([1, 0]))", [0.5, 0.7]],
    ];
    for (const [text, value] of rows) assert.equal(assertReads(text, value).diagnostics[0]?.severity, "warning", text);
  });

  it("reads the first of several arrays, and lists below each other as rows", () => {
    const rows: readonly [string, Nest][] = [
      ["logits, y = [0.1, 0.2], [0, 1]", [0.1, 0.2]],
      ["array([1, 2, 3]), array([0, 1])", [1, 2, 3]],
      [
        "[[1.0, 2.0],\n [3.0, 4.0]], shape=[2, 2], strides=[2, 1]",
        [
          [1, 2],
          [3, 4],
        ],
      ],
      ["[0.1 0.2 0.3]\n[0 1]", [0.1, 0.2, 0.3]],
      [
        "[0.1, 0.2],\n[0.3, 0.4],",
        [
          [0.1, 0.2],
          [0.3, 0.4],
        ],
      ],
      ["{'logits': tensor([[0.1]]), 'labels': tensor([0])}", [[0.1]]],
      ["Predictions: [0.1 0.9] | Target: 2", [0.1, 0.9]],
      [">>> x\ntensor([1, 2])", [1, 2]],
      [
        ">>> x = np.array([[1, 2],\n...               [3, 4]])",
        [
          [1, 2],
          [3, 4],
        ],
      ],
      [
        "# tensor([[1, 2],\n#         [3, 4]])",
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ];
    for (const [text, value] of rows) assertReads(text, value, undefined, text.startsWith("Pred") ? "log" : "python");
  });

  it("names what the literal is assigned to, and spans the literal without it", () => {
    const rows: readonly [string, string, string][] = [
      ["logits = np.array([1, 2])", "logits", "np.array([1, 2])"],
      ["y: Tensor = torch.tensor([1]).float()  # targets", "y", "torch.tensor([1]).float()"],
      ["self.y_true = [0, 1]", "self.y_true", "[0, 1]"],
      ["batch['y'] = [0, 1]", "y", "[0, 1]"],
      ["logits: [0.1, -2.3, 4.5] loss=0.69", "logits", "[0.1, -2.3, 4.5]"],
      ["2024-05-01 12:00:01,123 [INFO] Epoch [1/10] logits=[0.1, -2.3] loss=0.7", "logits", "[0.1, -2.3]"],
      ['{"logits": [[0.1, 0.2]], "y": [1]}', "logits", "[[0.1, 0.2]]"],
    ];
    for (const [text, name, source] of rows) {
      const { name: actual, span } = read(text);
      assert.equal(actual, name, text);
      assert.equal(text.slice(span.offset, span.offset + span.length), source);
    }
  });

  it("knows where each element stands", () => {
    const text = "x = torch.tensor([[1.5, -2],\n [float('nan'), 1/3]])";
    const { elementOffsets, elementLengths } = read(text);
    const elements = [...elementOffsets].map((offset, i) => text.slice(offset, offset + elementLengths[i]));
    assert.deepEqual(elements, ["1.5", "-2", "float('nan')", "1/3"]);
  });

  it("rounds every number correctly", () => {
    const numbers = [
      "0.1",
      "0.30000000000000004",
      "9007199254740993",
      "1e23",
      "8.5e-324",
      "1.7976931348623157e308",
      "123456789012345678901234567890.5",
      "4.35",
      "0.000001",
      "1e22",
      "1e-22",
      "2.2250738585072011e-308",
    ];
    assert.deepEqual([...read(`[${numbers.join(", ")}]`).tensor.data], numbers.map(Number));
  });
});

describe("Errors in Python text", () => {
  const table: readonly [text: string, code: Parameters<typeof assertRefuses>[1]][] = [
    ["[1, 2, «...», 9]", "elided"],
    ["tensor([0.1, 0.2,  «...», 0.9])", "elided"],
    ["[1 2 «...» 9]", "elided"],
    ["[[1, 2], [3, 4], «[5]»]", "ragged"],
    ["[[1, 2], [3, 4],\n «[5, 6, 7]»]", "ragged"],
    ["[[1 2]\n «[3]»]", "ragged"],
    ["[1, «[2, 3]»]", "ragged"],
    ["[[1, 2], «3»]", "ragged"],
    ["[1, «'a'», 3]", "non-numeric"],
    ["[1, «None», 3]", "non-numeric"],
    ["[1, «12abc», 3]", "non-numeric"],
    ["[1,«,» 2]", "non-numeric"],
    ["«[»1, 2", "unbalanced"],
    ["[[1, 2], «[»3, 4", "unbalanced"],
    ["«[»[1, 2], [3, 4]", "unbalanced"],
    ["np.array«(»[1, 2]", "unbalanced"],
    ["«[»1, 2)", "unbalanced"],
    ["[1, «abc»]", "unsupported-expression"],
    ["«model»(x, [1, 2])", "unsupported-expression"],
    ["«torch.softmax»(torch.tensor([1., 2.]), dim=1)", "unsupported-expression"],
    ["np.array([1, 2]) @ «W»", "unsupported-expression"],
    ["«torch.randn»(2, 3)", "unsupported-expression"],
    ["np.array([1, 2], dtype=«np.dtype_of_mine»)", "unsupported-expression"],
    ["«keras.utils.unheard_of»([0, 2])", "unsupported-expression"],
    ["«to_device»([0.1, 0.2])", "unsupported-expression"],
    ["«np.array([1, 2]) ** -1»", "unsupported-expression"],
    ["torch.tensor([«300»], dtype=torch.uint8)", "unsupported-expression"],
    ["torch.tensor([1, «2147483648»], dtype=torch.int32)", "unsupported-expression"],
    ["np.array([«-1», 300], dtype='uint8')", "unsupported-expression"],
    ["«torch.tensor([True]) - torch.tensor([True])»", "unsupported-expression"],
    ["torch.tensor([1.]).to(«torch.complex64»)", "unsupported-expression"],
    [
      "tensor(«indices=tensor([[0, 1]])», values=tensor([1., 2.]), size=(2,), layout=torch.sparse_coo)",
      "unsupported-expression",
    ],
    ["[1, «2j»]", "non-numeric"],
    ["[«lambda»: 1]", "unsupported-expression"],
    ["«{1», 2}", "not-an-array"],
    ["«torch.Tensor(2, 3)»", "unsupported-expression"],
    ["torch.tensor([«float('nan')»]).long()", "unsupported-expression"],
    ["«__import__»('os')", "unsupported-expression"],
    ["«[0]*10**12»", "too-large"],
    ["[«9**9**9»]", "unsupported-expression"],
    ["hello", "not-an-array"],
    ["«42»", "not-an-array"],
    ["", "empty-selection"],
    [" \n\t", "empty-selection"],
  ];
  for (const [text, code] of table) it(text || "(empty)", () => void assertRefuses(text, code));

  it("says which print option shows elided values", () => {
    const advice: readonly [string, RegExp, string?][] = [
      ["tensor([0.1, «...», 0.9])", /^(?!.*np\.).*torch\.set_printoptions\(threshold=/],
      ["array([0.1, «...», 0.9])", /^(?!.*torch\.).*np\.set_printoptions\(threshold=/],
      ["[0.1 «...» 0.9]", /np\.set_printoptions\(threshold=/, "plaintext"],
      ["[0.1, «...», 0.9]", /torch\.set_printoptions.*np\.set_printoptions/],
      ["[ 0, 1, «...» 98 more items ]", /JSON\.stringify/, "javascript"],
      ["[0.1 «…» 0.9]", /show\(/, "julia"],
    ];
    for (const [text, message, languageId] of advice) assert.match(assertRefuses(text, "elided", languageId), message);
  });

  it("says which row is ragged, and by how much", () => {
    assert.match(assertRefuses("[[1, 2], «[5]»]", "ragged"), /\[1\].*\bone\b.*\b2\b/);
  });
});
