import assert from "node:assert/strict";
import fc from "fast-check";
import { elementIndex, sampleLayout } from "../../../../src/engine/sampleLayout";
import { placeAmong, sampleAxes, sampleOfElement, sliceFilter } from "../../../../src/panel/samples/sampleAxes";

const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
const shapes = sizes.chain((shape) => fc.tuple(fc.constant(shape), fc.nat({ max: shape.length - 1 })));

describe("where samples stand", () => {
  it("each element of a sample leads back to it", () => {
    fc.assert(
      fc.property(shapes, ([shape, classDim]) => {
        const layout = sampleLayout(shape, { task: "multiclass", classDim });
        for (let sample = 0; sample < layout.count; sample++) {
          for (let column = 0; column < layout.classes; column++) {
            assert.equal(sampleOfElement(layout, elementIndex(layout, sample, column)), sample);
          }
        }
      }),
    );
  });

  it("a slice holds the samples whose place has its index", () => {
    fc.assert(
      fc.property(shapes, fc.nat(), fc.nat(), ([shape, classDim], whichAxis, whichIndex) => {
        const reading = { inputKind: "logits", task: "multiclass", targetKind: "classIndices", classDim } as const;
        const axes = sampleAxes(shape, reading);
        if (axes.length === 0) return;
        const axis = whichAxis % axes.length;
        const index = whichIndex % axes[axis].size;
        const filter = sliceFilter(
          axes,
          axes.map((_, other) => (other === axis ? index : undefined)),
        );
        const { count } = sampleLayout(shape, reading);
        for (let sample = 0; sample < count; sample++) {
          assert.equal(filter?.(sample), placeAmong(axes, sample)[axis] === index);
        }
      }),
    );
  });

  it("nothing held fast is no slice", () => {
    assert.equal(sliceFilter([{ dim: 0, size: 3 }], []), undefined);
    assert.equal(sliceFilter([{ dim: 0, size: 3 }], [undefined]), undefined);
  });
});
