import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeLabels, placesAlong, placesAround, type Box, type Pixel } from '../../../../webview/chart/labelPlacement';

const area: Box = { left: 0, top: 0, right: 400, bottom: 200 };
const size = { width: 80, height: 14 };

/** A curve that falls from the top left to the bottom right, as losses do. */
const falling: Pixel[] = Array.from({ length: 41 }, (_, index) => ({
  x: 10 * index,
  y: 190 - 180 * Math.exp(-index / 8),
}));

const level = (y: number): Pixel[] => [
  { x: 0, y },
  { x: 400, y },
];

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** By the points of the path, densely: another way than the one under test. */
function covers(box: Box, path: readonly Pixel[]): boolean {
  return path.some((end, index) => {
    const start = path[index - 1] ?? end;
    return Array.from({ length: 101 }, (_, part) => ({
      x: start.x + ((end.x - start.x) * part) / 100,
      y: start.y + ((end.y - start.y) * part) / 100,
    })).some(({ x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom);
  });
}

describe('the name of a level line', () => {
  it('stands at its right end, above it, where nothing is in the way', () => {
    const [place] = placeLabels([placesAlong(100, size, area)], [level(100)]);
    assert.deepEqual(place, { left: 320, right: 400, top: 82, bottom: 96 });
  });

  it('goes below, or further left, out of the way of a curve', () => {
    for (let y = 20; y <= 195; y += 5) {
      const [place] = placeLabels([placesAlong(y, size, area)], [falling, level(y)]);
      assert.ok(place, `no place at ${y}`);
      assert.equal(covers(place, falling), false, `on the curve at ${y}`);
    }
  });

  it('stays inside the chart, or is left to the legend', () => {
    assert.ok(placesAlong(3, size, area).every(({ top }) => top >= 0));
    assert.ok(placesAlong(199, size, area).every(({ bottom }) => bottom <= 200));
    assert.deepEqual(placesAlong(100, { ...size, width: 500 }, area), []);
    assert.deepEqual(placeLabels([[]], []), [undefined]);
  });
});

describe('several names', () => {
  it('never overlap, however near their lines', () => {
    for (let distance = 0; distance <= 20; distance++) {
      const lines = [0, 1, 2].map(index => 140 + index * distance);
      const paths = [falling, ...lines.map(level)];
      const places = placeLabels(
        lines.map(y => placesAlong(y, size, area)),
        paths,
      ).filter(place => place !== undefined);
      // Between lines nearer than a name is high there is no room for the one in the middle.
      assert.ok(places.length >= (distance === 0 || distance > size.height + 4 ? 3 : 2));
      assert.ok(places.every(place => !paths.some(path => covers(place, path))));
      for (const [index, place] of places.entries())
        for (const other of places.slice(index + 1))
          assert.ok(!overlap(place, other), `overlap at a distance of ${distance}`);
    }
  });

  it('yield to those that came first where there is no room for all', () => {
    const box = { left: 0, top: 0, right: 80, bottom: 14 };
    assert.deepEqual(placeLabels([[box], [box]], []), [box, undefined]);
  });
});

describe('a place that no curve leaves free', () => {
  it('is none: the legend says what it would', () => {
    const [busy, quiet] = placesAlong(100, size, area);
    assert.ok(busy && quiet);
    assert.deepEqual(placeLabels([[busy, quiet]], [level(busy.top + 5)]), [quiet]);
    assert.deepEqual(placeLabels([[busy, quiet]], [level(quiet.top + 5), level(busy.top + 5)]), [undefined]);
  });
});

describe('the name of a point', () => {
  it('stands below it, or above it at the bottom of the chart', () => {
    const [below] = placesAround({ x: 200, y: 100 }, size, area);
    assert.deepEqual(below, { left: 160, right: 240, top: 108, bottom: 122 });
    assert.ok(placesAround({ x: 200, y: 195 }, size, area).every(({ bottom }) => bottom <= 187));
  });

  it('does not leave the chart at its right end', () => {
    const places = placesAround({ x: 398, y: 100 }, size, area);
    assert.ok(places.length > 0 && places.every(({ right }) => right <= 400));
  });
});

describe('paths with gaps', () => {
  it('cross nothing where they are no numbers', () => {
    const box = { left: 0, top: 0, right: 80, bottom: 14 };
    const other = { ...box, top: 50, bottom: 64 };
    const gap = [
      { x: 0, y: NaN },
      { x: 80, y: 7 },
      { x: 160, y: NaN },
    ];
    assert.deepEqual(placeLabels([[box, other]], [gap]), [box]);
  });
});

describe('a dot', () => {
  const boxOf = ({ x, y }: Pixel): Box => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 });

  it('is covered by no name of a line, wherever it is', () => {
    for (let x = 0; x <= 400; x += 5)
      for (let y = 70; y <= 130; y += 3) {
        const dot = { x, y };
        const [place] = placeLabels([placesAlong(100, size, area)], [level(100), [dot]]);
        assert.ok(place && !overlap(place, boxOf(dot)), `on the dot at ${x}, ${y}`);
      }
  });

  it('has its own name just below it', () => {
    const dot = { x: 200, y: 100 };
    const [place] = placeLabels([placesAround(dot, size, area)], [[dot]]);
    assert.deepEqual(place, { left: 160, right: 240, top: 108, bottom: 122 });
  });
});
