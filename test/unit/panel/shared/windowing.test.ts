import assert from "node:assert/strict";
import fc from "fast-check";
import { indices, MAX_CONTENT_SIZE, scrollTo, sliceInView } from "../../../../src/panel/shared/windowing";

const ITEM = 30;
const VIEW = 300;

describe("the slice of a long list in view", () => {
  it("is all of a list that fits", () => {
    assert.deepEqual(sliceInView(4, ITEM, 0, VIEW), { first: 0, last: 4, before: 0, after: 0 });
  });

  it("is empty for an empty list", () => {
    assert.deepEqual(sliceInView(0, ITEM, 0, VIEW), { first: 0, last: 0, before: 0, after: 0 });
  });

  it("keeps the size of the content, wherever it is scrolled to", () => {
    const count = fc.integer({ min: 0, max: 3_000_000 });
    fc.assert(
      fc.property(count, fc.double({ min: 0, max: 1, noNaN: true }), (items, share) => {
        const total = Math.min(items * ITEM, MAX_CONTENT_SIZE);
        const { first, last, before, after } = sliceInView(items, ITEM, share * Math.max(total - VIEW, 0), VIEW);
        const size = before + (last - first) * ITEM + after;
        // A slice may reach a few spare items beyond the end of content that is shorter than its list.
        assert.ok(Math.abs(size - total) < 1e-3 || (items * ITEM > MAX_CONTENT_SIZE && size < total + 12 * ITEM));
      }),
    );
  });

  it("covers the view of a list at its natural size", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (items, share) => {
        const scroll = share * Math.max(items * ITEM - VIEW, 0);
        const { first, last } = sliceInView(items, ITEM, scroll, VIEW);
        assert.ok(first * ITEM <= scroll);
        assert.ok(last * ITEM >= Math.min(scroll + VIEW, items * ITEM));
      }),
    );
  });

  it("reaches the first and the last item of a list too long for a browser", () => {
    const items = 5_000_000;
    assert.equal(sliceInView(items, ITEM, 0, VIEW).first, 0);
    assert.equal(sliceInView(items, ITEM, MAX_CONTENT_SIZE - VIEW, VIEW).last, items);
  });

  it("lists its items", () => {
    assert.deepEqual(indices({ first: 2, last: 5, before: 0, after: 0 }), [2, 3, 4]);
  });
});

describe("scrolling to an item", () => {
  it("does not move where the item is in view", () => {
    assert.equal(scrollTo(3, 100, ITEM, 60, VIEW), 60);
  });

  it("moves by as little as it takes", () => {
    assert.equal(scrollTo(1, 100, ITEM, 90, VIEW), 30);
    assert.equal(scrollTo(20, 100, ITEM, 0, VIEW), 330);
  });

  it("brings any item of any list into the slice", () => {
    const lists = fc.integer({ min: 1, max: 3_000_000 }).chain((items) =>
      fc.record({
        items: fc.constant(items),
        item: fc.nat(items - 1),
        from: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(lists, ({ items, item, from }) => {
        const reach = Math.max(Math.min(items * ITEM, MAX_CONTENT_SIZE) - VIEW, 0);
        const { first, last } = sliceInView(items, ITEM, scrollTo(item, items, ITEM, from * reach, VIEW), VIEW);
        assert.ok(first <= item && item < last);
      }),
    );
  });
});
