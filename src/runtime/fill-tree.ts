/** Levels down to the nearest room at or below somebody, and how many stand there already (of an even filling). */
type Room = { readonly down: number; readonly taken: number };
const NO_ROOM: Room = { down: Number.POSITIVE_INFINITY, taken: 0 };
const isNearer = (a: Room, b: Room): boolean =>
  a.down < b.down || (a.down === b.down && a.down < NO_ROOM.down && a.taken < b.taken);

/**
 * Places everybody in joining order below whom they name (-1: nobody), where there is room: from the top, left to right, or
 * evenly. The same as `fill` of meaning/trees.ts, which says more of it.
 */
export function filledTree(under: Int32Array, widths: ArrayLike<number>, evenly: boolean): Int32Array {
  const size = under.length;
  const parent = new Int32Array(size).fill(-1);
  const children: number[][] = Array.from({ length: size }, () => []);
  const rooms: Room[] = Array.from(widths, (wide) => (wide > 0 ? { down: 0, taken: 0 } : NO_ROOM));
  const roomAt = (person: number): Room => {
    const below = children[person]!;
    if (below.length < widths[person]!) return { down: 0, taken: evenly ? below.length : 0 };
    return below.reduce<Room>((best, child) => {
      const { down, taken } = rooms[child]!;
      const room = { down: down + 1, taken };
      return isNearer(room, best) ? room : best;
    }, NO_ROOM);
  };
  for (let person = 0; person < size; person++) {
    const named = under[person]!;
    if (named < 0 || named === person || rooms[named] === NO_ROOM) continue;
    let place = named;
    for (let room = rooms[place]!; room.down > 0; room = rooms[place]!)
      place = children[place]!.find(
        (child) => rooms[child]!.down === room.down - 1 && rooms[child]!.taken === room.taken,
      )!;
    children[place]!.push(person);
    parent[person] = place;
    for (let above = place; above >= 0; above = parent[above]!) {
      const room = roomAt(above);
      const before = rooms[above]!;
      if (room.down === before.down && room.taken === before.taken) break;
      rooms[above] = room;
    }
  }
  return parent;
}
