import { parseArgs } from "node:util";
import { nearest } from "../check/nearest.ts";
import { type Command, commands, type Option } from "./commands.ts";
import { UsageError } from "./usage-error.ts";

/** What somebody typed, understood. */
export type Arguments =
  | { readonly kind: "help"; readonly command: Command | null }
  | {
      readonly kind: "command";
      readonly command: Command;
      readonly plan: string;
      /** The value of each option that was given; the empty text for one that has none. */
      readonly options: ReadonlyMap<string, string>;
    };

const everyOption = new Map(
  commands.flatMap(({ options }) => options.map((option) => [option.name, option] as const)),
);

/** Reads the arguments of a call; throws a `UsageError` with a sentence where they cannot be understood. */
export function readArguments(args: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries([
      ...[...everyOption.values()].map(
        ({ name, value }) => [name, { type: value === null ? "boolean" : "string" }] as const,
      ),
      ["help", { type: "boolean", short: "h" }] as const,
    ]),
  });
  const words = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const given = tokens.filter((token) => token.kind === "option");
  const asksForHelp = given.some(({ name }) => name === "help") || words[0] === "help";
  const [name, plan, ...rest] = words[0] === "help" ? words.slice(1) : words;
  const command = name === undefined ? null : commandOf(name);
  if (asksForHelp) return { kind: "help", command };
  if (!command)
    throw new UsageError("Which command? There are check, test, run, explain, format and compile.", USAGE);

  const options = new Map<string, string>();
  for (const { name: option, rawName, value } of given) {
    const known = optionOf(command, option, rawName);
    if (options.has(option)) throw new UsageError(`${rawName} is given twice.`, helpFor(command));
    if (known.value === null && value !== undefined)
      throw new UsageError(`${rawName} stands alone, without a value.`, helpFor(command));
    // `--people --orders O.csv`: the next option is not the value of this one.
    if (known.value !== null && (value === undefined || value === "" || isOption(value)))
      throw new UsageError(`${rawName} wants a value: ${rawName} ${known.value}`, helpFor(command));
    options.set(option, value ?? "");
  }
  if (plan === undefined) throw new UsageError("The file of the plan is missing.", helpFor(command));
  if (rest.length > 0)
    throw new UsageError(`One plan at a time: \`${rest[0]}\` is one too many.`, helpFor(command));
  return { kind: "command", command, plan, options };
}

const USAGE = "plumbline --help";
/** The call that says how a command is called. */
export const helpFor = ({ name }: Command): string => `plumbline ${name} --help`;

function commandOf(name: string): Command {
  const command = commands.find((one) => one.name === name);
  if (command) return command;
  const near = nearest(
    name,
    commands.map((one) => one.name),
  );
  throw new UsageError(
    `There is no command \`${name}\`${near === null ? "." : `; is \`${near}\` meant?`}`,
    USAGE,
  );
}

function optionOf(command: Command, name: string, rawName: string): Option {
  const own = command.options.find((option) => option.name === name);
  if (own) return own;
  if (everyOption.has(name)) {
    const others = commands
      .filter(({ options }) => options.some((option) => option.name === name))
      .map((other) => `\`${other.name}\``);
    throw new UsageError(
      `\`plumbline ${command.name}\` takes no ${rawName}; ${others.join(" and ")} ${others.length === 1 ? "does" : "do"}.`,
      helpFor(command),
    );
  }
  const near = nearest(
    name,
    command.options.map((option) => option.name),
  );
  throw new UsageError(
    `There is no option ${rawName}${near === null ? "." : `; is --${near} meant?`}`,
    helpFor(command),
  );
}

const isOption = (value: string): boolean =>
  value.startsWith("--") && everyOption.has(value.slice(2).split("=")[0]!);
