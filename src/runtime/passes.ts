import { slotLayout, uniformLayout } from "../ir/layout.ts";
import type { Code, Pass, Placed, Program } from "../ir/program.ts";
import type { PassInMemory } from "./kept.ts";
import type { MemoryMap } from "./memory.ts";
import { type Stop, Stopped } from "./stopped.ts";

const STOPS: readonly Stop[] = ["unknown", "overflow", "no memory"];

/** So many people are gone through in one call: a long loop is made faster by the machine only between calls. */
const PIECE = 32_768;

/** The passes of a program as code over a memory. A pass is known by its number among them. */
export class Passes {
  readonly all: readonly PassInMemory[];
  private readonly program: Program;
  private readonly memory: WebAssembly.Memory;
  private readonly map: MemoryMap;
  /** Nobody stands deeper. */
  private readonly deepest: number;

  /** `kept`: passes that are in this memory already. */
  constructor(
    program: Program,
    code: readonly Code<WebAssembly.Module>[],
    { memory, map, deepest }: Readonly<{ memory: WebAssembly.Memory; map: MemoryMap; deepest: number }>,
    kept: readonly PassInMemory[],
  ) {
    this.program = program;
    this.memory = memory;
    this.map = map;
    this.deepest = deepest;
    const placeOf = placesIn(program, map);
    this.all = code.map(({ bytes: module, places }) => {
      const at = places.map(placeOf);
      const isSame = (one: PassInMemory) =>
        one.module === module && one.at.every((place, i) => place === at[i]);
      return kept.find(isSame) ?? passOver(memory, module, at);
    });
  }

  /** Runs a pass for everybody, piece by piece. */
  *running(pass: Pass, index: number, people: number): Generator<void> {
    this.emptySlots(pass, index);
    const end = pass.order === "once" ? 1 : people;
    const backwards = pass.order === "deepest first";
    for (let done = 0; done < end; done += PIECE) {
      const more = Math.min(PIECE, end - done);
      if (backwards) this.run(pass, index, end - done - more, end - done);
      else this.run(pass, index, done, done + more);
      yield;
    }
  }

  /** Runs a pass for the people from one place up to another, who are not too many for one call. */
  run(pass: Pass, index: number, from: number, to: number): void {
    this.attempt(pass, () => this.all[index]!.run(from, to));
  }

  /** Goes through with what code of a pass does, and says in the words of a machine why it stops. */
  attempt<T>(pass: Pass, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      const why = new Int32Array(this.memory.buffer, this.map.state, 1)[0]!;
      const limit = this.program.limits[why - STOPS.length];
      if (limit) throw new Stopped("too many steps", pass.name, limit);
      throw new Stopped(STOPS[why] ?? "unknown", `${pass.name} (${error.message})`);
    }
  }

  /** Slots as the pass leaves them behind: it finds and leaves them empty. */
  emptySlots({ fields }: Pass, index: number): void {
    const { size, at } = slotLayout(fields);
    const view = new DataView(this.memory.buffer);
    view.setInt32(this.map.state, 0, true);
    view.setInt32(deepAt(this.map, index), -1, true);
    for (const { id, type, empty } of fields) {
      const place = this.map.slots + at.get(id)!;
      if (type === "i64") view.setBigInt64(place, empty, true);
      else view.setInt32(place, Number(empty), true);
    }
    // Trees that rules build have room for many depths: those of one are copied, twice as many each time.
    const all = new Uint8Array(this.memory.buffer, this.map.slots, size * (this.deepest + 2));
    for (let done = size; done > 0 && done < all.length; done *= 2) all.copyWithin(done, 0, done);
  }
}

/** Brings code into a memory. */
function passOver(
  memory: WebAssembly.Memory,
  module: WebAssembly.Module,
  at: readonly number[],
): PassInMemory {
  const plan: WebAssembly.ModuleImports = { memory };
  for (const [i, place] of at.entries()) plan[`p${i}`] = place;
  const { exports } = new WebAssembly.Instance(module, { plan });
  return { module, at, run: exports.pass0 as PassInMemory["run"] };
}

/** Where in memory everything lies that code is told the place of, in bytes. */
function placesIn({ uniforms }: Program, map: MemoryMap): (placed: Placed) => number {
  const { at } = uniformLayout(uniforms);
  return (placed) => {
    switch (placed.kind) {
      case "array":
        return map.arrays[placed.id]!;
      case "numbers":
        return map.uniforms + at.get(placed.id)!;
      case "deep":
        return deepAt(map, placed.pass);
      default:
        return map[placed.kind];
    }
  };
}

/** Where a pass keeps how deep it stands. */
const deepAt = ({ state }: MemoryMap, pass: number): number => state + 8 + 4 * pass;
