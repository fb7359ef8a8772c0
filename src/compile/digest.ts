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

  text(text: string): this {
    this.add(text.length);
    for (let at = 0; at < text.length; at++) this.add(text.charCodeAt(at));
    return this;
  }

  get(): string {
    const end = (value: number): string => {
      let mixed = value ^ (value >>> 16);
      mixed = Math.imul(mixed, 2_246_822_507);
      mixed ^= mixed >>> 13;
      return ((Math.imul(mixed, 3_266_489_909) ^ (mixed >>> 16)) >>> 0).toString(36);
    };
    const { a, b, c, d } = this;
    return [a, b, c, d].map(end).join(" ");
  }
}
