import { assertReads, assertRefuses, type Nest } from "./assertions";

/** What follows a literal and cannot be evaluated changes its value: the literal alone would be a wrong one. */
describe("What stands behind a literal and is not read", () => {
  const refused: readonly (readonly [languageId: string, text: string])[] = [
    ["julia", "[1,2] «.>» 1"],
    ["julia", "[1,2] «.<» 5"],
    ["julia", "[1,2] «.==» 1"],
    ["julia", "[1,2] «.!=» 1"],
    ["julia", "[1,2] «.&» 1"],
    ["julia", "[1 2; 3 4] «\\» [1,2]"],
    ["julia", "[1,2] «⋅» [3,4]"],
    ["julia", "[1,2] «∪» [3]"],
    ["julia", "[1,2] |«>» softmax"],
    ["julia", "[1,2]«...»"],
    ["julia", "x = [1,2] «.>=» 1"],
    ["r", "c(1,2) «%>%» log"],
    ["r", "c(1,2) «%o%» c(1,2)"],
    ["r", "c(1,2) |«>» exp()"],
    ["r", "c(1,2)«$»a"],
    ["octave", "[10 20 30]«(»2)"],
    ["octave", "[1 2;3 4]«(»:,1)"],
    ["octave", "[1 2]«(»end)"],
    ["octave", "{1,2}«{»1}"],
    ["octave", "[1 2] «!»"],
    ["matlab", "x = [1 2; 3 4] «\\» [1; 2]"],
    ["lua", "torch.Tensor{1,2}:mul(2)"],
    ["perl", "[1,2]«->»[0]"],
    ["perl", "(1,2) «x» 3"],
    ["kotlin", "listOf(1,2) «zip» listOf(3,4)"],
    ["fsharp", "[1; 2] |«>» List.sum"],
    ["haskell", "[1,2] +«+ [3]»"],
    ["javascript", "[1,2]«?.»[0]"],
    ["javascript", "[1,2]«\n  .»map(f)"],
    ["javascript", "const x = [1,2] |«|» [3]"],
    ["plaintext", "[1,2] «|>» softmax"],
    ["python", "[1,2]«(»0)"],
    ["python", "[1, 2] «in» x"],
  ];
  for (const [languageId, text] of refused)
    it(`${languageId}: ${JSON.stringify(text)} is refused`, () => {
      assertRefuses(text, "unsupported-expression", languageId);
    });

  for (const [languageId, text] of [
    ["lua", "#{1,2}"],
    ["perl", "map { $_*2 } (1,2)"],
    ["haskell", "sum [1,2]"],
  ] as const)
    it(`${languageId}: of ${text} the brackets alone are not read`, () => {
      assertRefuses(text, "unsupported-expression", languageId);
    });
  it("julia: of 2 ⋅ [3,4] the brackets alone are not read", () => {
    assertRefuses("2 ⋅ [3,4]", "not-an-array", "julia");
  });

  const read: readonly (readonly [languageId: string, text: string, value: Nest])[] = [
    ["r", "c(0.1, 0.9) -> x", [0.1, 0.9]],
    ["javascript", "const x = [1, 2];", [1, 2]],
    ["typescript", "[1, 2] as const", [1, 2]],
    ["rust", "Tensor::new(&[1f32, 2.], &Device::Cpu)?", [1, 2]],
    ["octave", "[1 2] % [3 4]", [[1, 2]]],
    ["julia", "[1, 2] # .> 1", [1, 2]],
    ["python", "for x in [1, 2]: pass", [1, 2]],
    ["perl", "my @x = (1, 017);", [1, 15]],
  ];
  for (const [languageId, text, value] of read)
    it(`${languageId}: ${text} is read`, () => {
      assertReads(text, value, undefined, languageId);
    });
});

/** Julia's manual, “Multi-dimensional Arrays”: `;;` joins along the second dimension, `;;;` along the third. */
describe("Julia's repeated semicolons", () => {
  for (const text of ["[1;2;;3;4]", "[1 2;;; 3 4]", "[1;;2;;3]", "[a;;2]"])
    it(`${text} is refused`, () => {
      assertRefuses(text, "unsupported-expression", "julia");
    });
});

/** C17 6.7.9, C++ [dcl.init.aggr], and Go's specification: what is not written is zero. */
describe("Declared sizes", () => {
  const read: readonly (readonly [languageId: string, text: string, value: Nest])[] = [
    ["c", "float a[2*2] = {1,2};", [1, 2, 0, 0]],
    ["cpp", "#define N 3\nint a[N] = {1,2};", [1, 2, 0]],
    ["cpp", "const int N = 3; float a[N] = {1,2};", [1, 2, 0]],
    ["cpp", "std::array<int, 1 + 2> a = {1,2};", [1, 2, 0]],
    ["cpp", "std::array<int, 3> a{1,2};", [1, 2, 0]],
    ["cpp", "[[maybe_unused]] int a[3] = {1,2};", [1, 2, 0]],
    ["c", "float a[] = {1,2};", [1, 2]],
    ["cpp", "rows[3] = {1, 2};", [1, 2]],
    ["go", "x := [...]float64{1, 2}", [1, 2]],
  ];
  for (const [languageId, text, value] of read)
    it(`${languageId}: ${JSON.stringify(text)}`, () => {
      assertReads(text, value, undefined, languageId);
    });
  for (const [languageId, text] of [
    ["c", "float a[SIZE] = {1,2};"],
    ["c", "float a[N][M] = {{1,2},{3,4}};"],
    ["cpp", "std::array<int, N> a = {1,2};"],
    ["cpp", "std::array<int, N> a{1,2};"],
    ["cpp", "auto a = std::array<int, N>{1,2};"],
    ["go", "var a [N]float64 = [N]float64{1, 2}"],
    ["go", "a := [N]float64{1, 2}"],
  ] as const)
    it(`${languageId}: ${text} is refused, as the size is not known`, () => {
      assertRefuses(text, "unsupported-expression", languageId);
    });
});
