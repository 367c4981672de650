/** Places labels in a chart: beside the objects that they name, not on curves, never on other labels. Pixels, y downwards. */

export interface Pixel {
  x: number;
  y: number;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Size {
  width: number;
  height: number;
}

/** The distance between a label and its object. */
const gap = 4;
/** Half the side of the square that a dot takes: the label of the dot itself begins at its edge. */
const dot = 2 * gap;
/** The number of places along a line that are tried. */
const stations = 8;

/** Places for the label of a horizontal line at `y`: from right to left, above the line before below it. */
export function placesAlong(y: number, { width, height }: Size, area: Box): Box[] {
  const room = area.right - area.left - width;
  return Array.from({ length: stations }, (_, index) => area.left + (room * (stations - 1 - index)) / (stations - 1))
    .flatMap(left => [boxAt(left, y - gap - height, width, height), boxAt(left, y + gap, width, height)])
    .filter(box => isWithin(box, area));
}

/** Places for the label of a vertical line at `x`: to its right before to its left, from top to bottom. */
export function placesBeside(x: number, { width, height }: Size, area: Box): Box[] {
  const room = area.bottom - area.top - height;
  return Array.from({ length: stations }, (_, index) => area.top + (room * index) / (stations - 1))
    .flatMap(top => [boxAt(x + gap, top, width, height), boxAt(x - gap - width, top, width, height)])
    .filter(box => isWithin(box, area));
}

/** Places for the label of a point: below and above it, centred and to both sides. */
export function placesAround({ x, y }: Pixel, { width, height }: Size, area: Box): Box[] {
  return [y + dot, y - dot - height]
    .flatMap(top => [x - width / 2, x - width, x].map(left => boxAt(left, top, width, height)))
    .filter(box => isWithin(box, area));
}

/**
 * Chooses for each label the first of its places (best first) that no path crosses. A path of one point is drawn as a dot, which labels keep off. A
 * label that could stand only on a path or on another label gets no place: the legend and the hover show its text.
 */
export function placeLabels(
  wishes: readonly (readonly Box[])[],
  paths: readonly (readonly Pixel[])[],
): (Box | undefined)[] {
  const taken: Box[] = [];
  return wishes.map(places => {
    const place = places.find(
      box => !taken.some(other => overlap(box, other)) && !paths.some(path => isCrossed(box, path)),
    );
    if (place) taken.push(place);
    return place;
  });
}

const boxAt = (left: number, top: number, width: number, height: number): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

const isWithin = (box: Box, area: Box): boolean =>
  box.left >= area.left && box.right <= area.right && box.top >= area.top && box.bottom <= area.bottom;

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

const isCrossed = (box: Box, path: readonly Pixel[]): boolean =>
  path.some((end, index) => {
    const start = path[index - 1];
    if (start !== undefined) return meets(box, start, end);
    return path.length === 1 && overlap(box, boxAt(end.x - dot, end.y - dot, 2 * dot, 2 * dot));
  });

/** Whether a segment intersects a box: its parameter interval, 0..1, between both pairs of edges (Liang and Barsky, 1984). */
function meets(box: Box, start: Pixel, end: Pixel): boolean {
  const [fromX, toX] = partBetween(start.x, end.x, box.left, box.right);
  const [fromY, toY] = partBetween(start.y, end.y, box.top, box.bottom);
  return Math.max(0, fromX, fromY) <= Math.min(1, toX, toY);
}

function partBetween(start: number, end: number, low: number, high: number): [number, number] {
  if (start === end) return start >= low && start <= high ? [0, 1] : [1, 0];
  const [atLow, atHigh] = [(low - start) / (end - start), (high - start) / (end - start)];
  return [Math.min(atLow, atHigh), Math.max(atLow, atHigh)];
}
