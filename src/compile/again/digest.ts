/** What is left of a structure: the same for two of them only where they are the same. */
export type Sum = readonly [number, number, number, number];

/**
 * What tells one structure from another, as 128 bits that follow from all of it: of all structures that one sitting brings,
 * no two have the same by chance. Nothing that is kept elsewhere depends on how they come about.
 */
export class Digest {
  private a = 1_779_033_703;
  private b = 3_144_134_277;
  private c = 1_013_904_242;
  private d = 2_773_480_762;

  /** Adds a whole number of 32 bits. */
  add(value: number): this {
    this.a = this.b ^ Math.imul(this.a ^ value, 597_399_067);
    this.b = this.c ^ Math.imul(this.b ^ value, 2_869_860_233);
    this.c = this.d ^ Math.imul(this.c ^ value, 951_274_213);
    this.d = this.a ^ Math.imul(this.d ^ value, 2_716_044_179);
    return this;
  }

  /** Adds a whole number of 64 bits. */
  wide(value: bigint): this {
    wide[0] = value;
    return this.add(halves[0]!).add(halves[1]!);
  }

  /** Adds one of the few words that structures are told in: forms, and names of trees. */
  word(word: string): this {
    let number = words.get(word);
    if (number === undefined) words.set(word, (number = words.size));
    return this.add(number);
  }

  text(text: string): this {
    this.add(text.length);
    for (let at = 0; at < text.length; at++) this.add(text.charCodeAt(at));
    return this;
  }

  sum(sum: Sum): this {
    return this.add(sum[0]).add(sum[1]).add(sum[2]).add(sum[3]);
  }

  get(): Sum {
    return [mixed(this.a), mixed(this.b), mixed(this.c), mixed(this.d)];
  }
}

const words = new Map<string, number>();
/** A number of 64 bits, and its halves. */
const wide = new BigInt64Array(1);
const halves = new Int32Array(wide.buffer);

function mixed(value: number): number {
  let so = value ^ (value >>> 16);
  so = Math.imul(so, 2_246_822_507);
  so ^= so >>> 13;
  return Math.imul(so, 3_266_489_909) ^ (so >>> 16);
}
