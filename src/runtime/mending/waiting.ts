/**
 * Places of people who wait to be worked out: the highest comes first, for whoever is below stands behind. Each waits once.
 * It is used again for the next change, and never made shorter: that takes longer than all that is done with it.
 */
export class Waiting {
  /** The lowest first; what stands behind `count` was there before. */
  private readonly all: number[] = [];
  private so = 0;

  get count(): number {
    return this.so;
  }

  /** A place that waits, from the lowest to the highest. */
  at(which: number): number {
    return this.all[which]!;
  }

  begin(): void {
    this.so = 0;
  }

  /** Whoever waits among some, and not among others who all wait there too. */
  beginWithout(some: Waiting, others: Waiting): void {
    this.so = 0;
    for (let i = 0, other = 0; i < some.so; i++)
      if (other < others.so && others.all[other] === some.all[i]) other++;
      else this.all[this.so++] = some.all[i]!;
  }

  /** Puts somebody behind those who wait, in whatever order; see `putInOrder`. */
  add(place: number): void {
    this.all[this.so++] = place;
  }

  /** Puts in order whoever has been added, and everybody once. */
  putInOrder(): void {
    const { all, so } = this;
    if (so > FEW) {
      all.length = so;
      all.sort((a, b) => a - b);
    } else
      for (let i = 1; i < so; i++) {
        const place = all[i]!;
        let at = i;
        for (; at > 0 && all[at - 1]! > place; at--) all[at] = all[at - 1]!;
        all[at] = place;
      }
    this.leaveOutTwins();
  }

  /** Another place for each, none of them before that of one who was before; whoever has the same waits once. */
  move(to: (place: number) => number): void {
    const { all, so } = this;
    for (let i = 0; i < so; i++) all[i] = to(all[i]!);
    this.leaveOutTwins();
  }

  private leaveOutTwins(): void {
    const { all, so } = this;
    let count = 0;
    for (let i = 0; i < so; i++) if (count === 0 || all[i] !== all[count - 1]) all[count++] = all[i]!;
    this.so = count;
  }

  /** The highest place that waits; below 0 where none does. */
  get highest(): number {
    return this.so > 0 ? this.all[this.so - 1]! : -1;
  }

  /** Takes the highest one out; below 0 where none waits. */
  next(): number {
    return this.so > 0 ? this.all[--this.so]! : -1;
  }

  /** One more waits, if he does not yet. */
  put(place: number): void {
    const { all } = this;
    let at = this.so;
    while (at > 0 && all[at - 1]! > place) at--;
    if (at > 0 && all[at - 1] === place) return;
    for (let i = this.so++; i > at; i--) all[i] = all[i - 1]!;
    all[at] = place;
  }
}

/** So few are put in order faster one by one. */
const FEW = 64;
