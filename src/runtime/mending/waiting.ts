/** Places of people who wait to be worked out: the highest comes first, for whoever is below stands behind. Each waits once. */
export class Waiting {
  /** The lowest first. */
  private readonly all: number[] = [];

  get count(): number {
    return this.all.length;
  }

  /** The places, from the lowest to the highest. */
  get places(): readonly number[] {
    return this.all;
  }

  begin(): void {
    this.all.length = 0;
  }

  /** Puts somebody behind those who wait, in whatever order; see `putInOrder`. */
  add(place: number): void {
    this.all.push(place);
  }

  /** Puts in order whoever has been added, and everybody once. */
  putInOrder(): void {
    const { all } = this;
    if (all.length > FEW) all.sort((a, b) => a - b);
    else
      for (let i = 1; i < all.length; i++) {
        const place = all[i]!;
        let at = i;
        for (; at > 0 && all[at - 1]! > place; at--) all[at] = all[at - 1]!;
        all[at] = place;
      }
    this.leaveOutTwins();
  }

  /** Another place for each, none of them before that of one who was before; whoever has the same waits once. */
  move(to: (place: number) => number): void {
    const { all } = this;
    for (let i = 0; i < all.length; i++) all[i] = to(all[i]!);
    this.leaveOutTwins();
  }

  private leaveOutTwins(): void {
    const { all } = this;
    let count = 0;
    for (const place of all) if (count === 0 || place !== all[count - 1]) all[count++] = place;
    all.length = count;
  }

  /** The highest place that waits; below 0 where none does. */
  get highest(): number {
    const { all } = this;
    return all.length > 0 ? all[all.length - 1]! : -1;
  }

  /** Takes the highest one out. */
  next(): number | undefined {
    return this.all.pop();
  }

  /** One more waits, if he does not yet. */
  put(place: number): void {
    const { all } = this;
    let at = all.length;
    while (at > 0 && all[at - 1]! > place) at--;
    if (all[at - 1] === place) return;
    if (at === all.length) all.push(place);
    else all.splice(at, 0, place);
  }
}

/** So few are put in order faster one by one. */
const FEW = 64;
