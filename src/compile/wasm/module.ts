import type { Type } from "../../ir/code.ts";
import { Bytes } from "./bytes.ts";
import { codeOfType } from "./instructions.ts";

/** A function of a module: exported where it has a name. */
export type ModuleFunction = {
  readonly name: string | null;
  readonly routine: string | null;
  readonly params: readonly Type[];
  readonly result: Type | null;
  /** Its parts, one behind the other. */
  readonly body: readonly Bytes[];
};

const SECTION = { type: 1, import: 2, function: 3, export: 7, code: 10 } as const;
/** Any memory will do, up to the 4 GB that an address can reach. */
const MOST_PAGES = 65_536;

/** A function that is brought in by name. */
export type Called = Pick<ModuleFunction, "params" | "result"> & { readonly name: string };

/**
 * A whole module: functions, over a memory, whole numbers and functions that are brought in by name. Those that are brought
 * in are numbered before its own.
 */
export function moduleOf(
  functions: readonly ModuleFunction[],
  globals: readonly string[],
  called: readonly Called[] = [],
): Uint8Array<ArrayBuffer> {
  const module = new Bytes();
  module.bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  section(module, SECTION.type, [...called, ...functions], (bytes, { params, result }) => {
    bytes.byte(0x60);
    bytes.unsigned(params.length);
    for (const type of params) bytes.byte(codeOfType[type]);
    bytes.unsigned(result === null ? 0 : 1);
    if (result !== null) bytes.byte(codeOfType[result]);
  });
  const types = new Map(called.map(({ name }, type) => [name, type]));
  section(module, SECTION.import, ["memory", ...types.keys(), ...globals], (bytes, name) => {
    bytes.text("plan");
    bytes.text(name);
    const type = types.get(name);
    if (type !== undefined) {
      bytes.byte(0x00);
      bytes.unsigned(type);
    } else if (name === "memory") {
      bytes.bytes([0x02, 0x01]);
      bytes.unsigned(0);
      bytes.unsigned(MOST_PAGES);
    } else bytes.bytes([0x03, codeOfType.i32, 0x00]);
  });
  section(module, SECTION.function, [...functions.keys()], (bytes, index) =>
    bytes.unsigned(called.length + index),
  );
  const exported = [...functions.entries()].filter(([, { name }]) => name !== null);
  section(module, SECTION.export, exported, (bytes, [index, { name }]) => {
    bytes.text(name!);
    bytes.byte(0x00);
    bytes.unsigned(called.length + index);
  });
  section(module, SECTION.code, functions, (bytes, { body }) => bytes.sized(...body));
  return module.all();
}

function section<T>(
  module: Bytes,
  id: number,
  items: readonly T[],
  write: (bytes: Bytes, item: T) => void,
): void {
  const bytes = new Bytes();
  bytes.unsigned(items.length);
  for (const item of items) write(bytes, item);
  module.byte(id);
  module.sized(bytes);
}
