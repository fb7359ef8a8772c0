import type { Program } from "../../ir/program.ts";
import { sizeOf } from "../../ir/program.ts";
import type { MemoryWords } from "./memory-words.ts";

/** Runs a step that is about nobody, as a pot, again. */
export class OnceMending {
  private readonly memory: MemoryWords;
  /** The rooms that it fills: where they begin in words of 32 bits, and what stood there before. */
  private readonly rooms: readonly {
    readonly array: number;
    readonly from: number;
    readonly was: Int32Array;
  }[];
  /** What else it fills: nobody looks whether that is another. */
  private readonly others: readonly number[];
  private readonly work: () => void;

  /** `work`: empties the rooms, and runs the step. */
  constructor(program: Program, memory: MemoryWords, writes: Iterable<number>, work: () => void) {
    const [rooms, others]: [(typeof this.rooms)[number][], number[]] = [[], []];
    for (const array of writes) {
      const { holds, memory: of } = program.arrays[array]!;
      if (holds.kind !== "room" || sizeOf[of] < WORD) others.push(array);
      else {
        const was = new Int32Array((holds.elements * sizeOf[of]) / WORD);
        rooms.push({ array, from: memory.start(array), was });
      }
    }
    this.memory = memory;
    this.rooms = rooms;
    this.others = others;
    this.work = work;
  }

  /** Says which of the arrays that it fills are others now. */
  mend(): number[] {
    const { memory, rooms } = this;
    for (const { from, was } of rooms) for (let i = 0; i < was.length; i++) was[i] = memory.words[from + i]!;
    this.work();
    memory.look();
    const { words } = memory;
    const others = [...this.others];
    for (const { array, from, was } of rooms)
      if (was.some((word, i) => word !== words[from + i])) others.push(array);
    return others;
  }
}

const WORD = 4;
