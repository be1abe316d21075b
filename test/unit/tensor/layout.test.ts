import assert from "node:assert/strict";
import fc from "fast-check";
import {
  broadcastIndices,
  laneStart,
  lanesAlong,
  offsetOf,
  placeOf,
  stridesOf,
  walk,
} from "../../../src/tensor/layout";
import { broadcastShapes, broadcastTo, unbroadcast } from "../../../src/tensor/shape";
import { numel } from "../../../src/tensor/tensor";

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });

describe("layout", () => {
  it("strides are the distances of neighbours", () => {
    assert.deepEqual(stridesOf([2, 3, 4]), [12, 4, 1]);
    assert.deepEqual(stridesOf([]), []);
    assert.deepEqual(stridesOf([2, 0, 3]), [0, 3, 1]);
  });

  it("a walk transposes, repeats and flips", () => {
    assert.deepEqual([...walk([3, 2], [1, 3])], [0, 3, 1, 4, 2, 5]);
    assert.deepEqual([...walk([2, 3], [0, 1])], [0, 1, 2, 0, 1, 2]);
    assert.deepEqual([...walk([3], [-1], 2)], [2, 1, 0]);
    assert.deepEqual([...walk([], [])], [0]);
    assert.deepEqual([...walk([2, 0], [1, 1])], []);
  });

  it("offsetOf and placeOf are inverse, and offsets count the elements of a walk along the strides", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const offsets = [...walk(shape, stridesOf(shape))];
        assert.deepEqual(
          offsets,
          offsets.map((_, i) => i),
        );
        for (const offset of offsets) assert.equal(offsetOf(placeOf(offset, shape), shape), offset);
      }),
    );
  });

  it("the lanes along any axis visit every element once, in their order", () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 0, max: 3 }), (shape, chosen) => {
        const axis = shape.length === 0 ? 0 : chosen % shape.length;
        const lanes = lanesAlong(shape, axis);
        const visits = new Uint8Array(numel(shape));
        for (let lane = 0; lane < lanes.count; lane++) {
          const start = laneStart(lanes, lane);
          for (let j = start, index = 0; j < start + lanes.span; j += lanes.inner, index++) {
            visits[j]++;
            const place = placeOf(j, shape);
            assert.equal(place[axis] ?? 0, index);
            assert.equal(offsetOf(place.toSpliced(axis, 1), shape.toSpliced(axis, 1)), lane);
          }
        }
        assert.ok(visits.every((count) => count === 1));
      }),
    );
  });

  it("broadcast indices hold an axis of size 1 and the axes that are missing fast", () => {
    assert.deepEqual([...broadcastIndices([2, 1], [2, 3])], [0, 0, 0, 1, 1, 1]);
    assert.deepEqual([...broadcastIndices([3], [2, 3])], [0, 1, 2, 0, 1, 2]);
    fc.assert(
      fc.property(shapes, shapes, (a, b) => {
        const common = broadcastShapes(a, b);
        if (!("shape" in common)) return;
        const { shape } = common;
        const read = broadcastIndices(a, shape);
        for (let i = 0; i < read.length; i++) {
          const place = placeOf(i, shape).slice(shape.length - a.length);
          assert.equal(
            read[i],
            offsetOf(
              place.map((index, axis) => (a[axis] === 1 ? 0 : index)),
              a,
            ),
          );
        }
      }),
    );
  });

  it("unbroadcast sums what broadcastTo repeats", () => {
    const column = { data: Float64Array.of(1, 2), shape: [2, 1], dtype: "float64" } as const;
    assert.deepEqual([...broadcastTo(column, [2, 3])], [1, 1, 1, 2, 2, 2]);
    assert.deepEqual([...unbroadcast(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3], [2, 1])], [6, 15]);
    assert.deepEqual([...unbroadcast(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3], [3])], [5, 7, 9]);
  });
});
