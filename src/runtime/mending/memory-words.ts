/**
 * The memory of a machine, read and written element by element in words of 32 bits, whatever the elements take. Arrays
 * begin where the machine has put them; an element of 64 bits is a lower and a higher word.
 */
export class MemoryWords {
  words: Int32Array;
  private elements16: Uint16Array;
  private elements8: Uint8Array;
  private readonly memory: WebAssembly.Memory;
  /** How many bytes an element of each array takes, and where the array begins, in elements: in words where they are larger. */
  private readonly bytesOf: readonly number[];
  private readonly starts: readonly number[];

  /** `starts`: where each array begins, in bytes. */
  constructor(memory: WebAssembly.Memory, starts: readonly number[], bytesOf: readonly number[]) {
    this.memory = memory;
    this.bytesOf = bytesOf;
    this.starts = starts.map((start, array) => start / Math.min(bytesOf[array]!, 4));
    this.words = new Int32Array(memory.buffer);
    this.elements16 = new Uint16Array(memory.buffer);
    this.elements8 = new Uint8Array(memory.buffer);
  }

  /** Looks at the memory as it is now: code that has made it larger has left these views empty. */
  look(): void {
    const { buffer } = this.memory;
    if (this.words.buffer === buffer) return;
    this.words = new Int32Array(buffer);
    this.elements16 = new Uint16Array(buffer);
    this.elements8 = new Uint8Array(buffer);
  }

  /** Makes sure that there is memory up to a word. */
  reach(end: number): void {
    const missing = 4 * end - this.memory.buffer.byteLength;
    if (missing <= 0) return;
    this.memory.grow(Math.ceil(missing / PAGE) + PAGES_AT_ONCE);
    this.look();
  }

  /** The word at which an array of whole words begins. */
  start(array: number): number {
    return this.starts[array]!;
  }

  /** An element; of one of 64 bits the lower word. */
  low(array: number, place: number): number {
    const from = this.starts[array]!;
    const bytes = this.bytesOf[array]!;
    if (bytes === 8) return this.words[from + 2 * place]!;
    if (bytes === 4) return this.words[from + place]!;
    return bytes === 1 ? this.elements8[from + place]! : this.elements16[from + place]!;
  }

  /** The higher word of an element; 0 where elements have but one. */
  high(array: number, place: number): number {
    return this.bytesOf[array] === 8 ? this.words[this.starts[array]! + 2 * place + 1]! : 0;
  }

  put(array: number, place: number, low: number, high: number): void {
    const from = this.starts[array]!;
    const bytes = this.bytesOf[array]!;
    if (bytes === 8) {
      this.words[from + 2 * place] = low;
      this.words[from + 2 * place + 1] = high;
    } else if (bytes === 4) this.words[from + place] = low;
    else if (bytes === 1) this.elements8[from + place] = low;
    else this.elements16[from + place] = low;
  }
}

const PAGE = 65_536;
const PAGES_AT_ONCE = 16;
