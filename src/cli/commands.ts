/** An option of the command line: what it is called, and what stands behind it (null: nothing does). */
export type Option = { readonly name: string; readonly value: string | null; readonly help: string };

/** A command as its user sees it. The words stand here only: for the usage, for `--help`, and for what is checked. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  /** Each on a line of its own, behind `plumbline NAME`. */
  readonly forms: readonly string[];
  readonly options: readonly Option[];
  readonly exits: string;
};

const FILES: readonly Option[] = [
  {
    name: "people",
    value: "FILE",
    help: "the people: a CSV file with `id` and `sponsor`, and what the plan takes in",
  },
  { name: "orders", value: "FILE", help: "their orders: a CSV file with `id`, `person` and `date`" },
  {
    name: "period",
    value: "PERIOD",
    help: "as the plan's period is written: 2026-03, 2026-W14; the last one if left out",
  },
  { name: "leave-out-bad-rows", value: null, help: "go on without the rows of the files that are wrong" },
];

const WRONG_FILES =
  "1 where the plan or a file is wrong, 2 where the command is not understood or a file not found";

export const commands: readonly Command[] = [
  {
    name: "check",
    summary: "problems, one a line; exit 1 where there is an error",
    forms: ["PLAN"],
    options: [],
    exits: "0 where there is no error, 1 where there is one, 2 where the command is not understood",
  },
  {
    name: "test",
    summary: "runs the plan's examples; exit 1 where one fails",
    forms: ["PLAN"],
    options: [],
    exits:
      "0 where all examples pass, 1 where one fails or the plan has errors, 2 where the command is not understood",
  },
  {
    name: "run",
    summary: "one row a person: id, every measure, every bonus, total",
    forms: ["PLAN --people P.csv [--orders O.csv] [--period 2026-03] [--out FILE] [--format csv|json]"],
    options: [
      ...FILES,
      { name: "out", value: "FILE", help: "where the rows go; to standard output if left out" },
      { name: "format", value: "csv|json", help: "csv if left out" },
    ],
    exits: `0 where it was run, ${WRONG_FILES}`,
  },
  {
    name: "explain",
    summary: "why, in words and figures; where the money of one order went; whom a line is about",
    forms: [
      "PLAN --people P.csv [--orders O.csv] [--period 2026-03] --person ID [--bonus NAME]",
      "PLAN --people P.csv --orders O.csv [--period 2026-03] --order ID [--bonus NAME]",
      "PLAN --people P.csv [--orders O.csv] [--period 2026-03] --line N",
    ],
    options: [
      ...FILES,
      { name: "person", value: "ID", help: "whose figures are explained" },
      { name: "order", value: "ID", help: "whose money is followed" },
      { name: "line", value: "N", help: "the line of the plan whose people are told" },
      { name: "bonus", value: "NAME", help: "only this bonus" },
    ],
    exits: `0 where it was explained, ${WRONG_FILES}`,
  },
  {
    name: "format",
    summary: "the text, laid out",
    forms: ["PLAN [--write]"],
    options: [{ name: "write", value: null, help: "back into its file, and nothing is printed" }],
    exits:
      "0 where it was laid out, 1 where the text is broken and stays as it is, 2 where the command is not understood",
  },
  {
    name: "compile",
    summary: "what the plan becomes as code: its steps, its size",
    forms: ["PLAN [--print] [--out FILE]"],
    options: [
      { name: "print", value: null, help: "every step, one a line" },
      { name: "out", value: "FILE", help: "where the WebAssembly module goes" },
    ],
    exits:
      "0 where code was made, 1 where the plan has errors or asks for more than there is room for, 2 where the command is not understood",
  },
];

const SUMMARY_COLUMN = 56;

/** Every command with its forms: what is printed where none, or one that is not understood, is given. */
export function usage(): string {
  const lines = commands.flatMap(({ name, summary, forms }) => {
    const heads = forms.map((form) => `plumbline ${name.padEnd(7)} ${form}`);
    const last = heads.at(-1)!;
    return last.length < SUMMARY_COLUMN
      ? [...heads.slice(0, -1), last.padEnd(SUMMARY_COLUMN) + summary]
      : [...heads, " ".repeat(SUMMARY_COLUMN) + summary];
  });
  return `${lines.join("\n")}\n\nA file called \`-\` is standard input. \`plumbline COMMAND --help\` says more of a command.\n`;
}

/** One command with its options and exit codes. */
export function helpOf({ name, summary, forms, options, exits }: Command): string {
  const names = options.map(({ name: option, value }) => `--${option}${value === null ? "" : ` ${value}`}`);
  const width = Math.max(0, ...names.map(({ length }) => length));
  return [
    ...forms.map((form) => `plumbline ${name} ${form}`),
    "",
    `  ${summary}`,
    ...(options.length > 0 ? [""] : []),
    ...options.map(({ help }, at) => `  ${names[at]!.padEnd(width)}   ${help}`),
    "",
    `Exit code: ${exits}.`,
    "",
  ].join("\n");
}
