/** Bytes of a WebAssembly module as they are put together; numbers in LEB128. */
export class Bytes {
  private buffer: Uint8Array<ArrayBuffer>;
  length = 0;

  /** `expected`: for so many there is room from the beginning. */
  constructor(expected = 1024) {
    this.buffer = new Uint8Array(expected);
  }

  byte(value: number): void {
    if (this.length === this.buffer.length) this.room(1);
    this.buffer[this.length++] = value;
  }

  bytes(values: ArrayLike<number>): void {
    this.room(values.length);
    this.buffer.set(values, this.length);
    this.length += values.length;
  }

  unsigned(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.byte((rest & 0x7f) | 0x80);
    this.byte(rest);
  }

  /** A whole number of 32 bits. */
  signed(value: number): void {
    for (let rest = value; ; ) {
      const low = rest & 0x7f;
      rest >>= 7;
      const isLast = rest === (low & 0x40 ? -1 : 0);
      this.byte(isLast ? low : low | 0x80);
      if (isLast) return;
    }
  }

  /** A whole number of 64 bits. */
  signedWide(value: bigint): void {
    for (let rest = value; ; ) {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      const isLast = rest === (low & 0x40 ? -1n : 0n);
      this.byte(isLast ? low : low | 0x80);
      if (isLast) return;
    }
  }

  text(value: string): void {
    this.unsigned(value.length);
    for (let i = 0; i < value.length; i++) this.byte(value.charCodeAt(i));
  }

  /** Other bytes, one behind the other, with their length before them. */
  sized(...others: readonly Bytes[]): void {
    this.unsigned(others.reduce((so, { length }) => so + length, 0));
    for (const { buffer, length } of others) this.bytes(buffer.subarray(0, length));
  }

  all(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.length);
  }

  private room(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const wider = new Uint8Array(Math.max(this.buffer.length * 2, this.length + more));
    wider.set(this.buffer);
    this.buffer = wider;
  }
}
