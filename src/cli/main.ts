#!/usr/bin/env node
import { parseArgs } from "node:util";
import { TooMuch } from "../meaning/too-much.ts";
import { checkCommand } from "./check-command.ts";
import { explainCommand } from "./explain-command.ts";
import { formatCommand } from "./format-command.ts";
import { runCommand } from "./run-command.ts";
import { testCommand } from "./test-command.ts";
import { UsageError } from "./usage-error.ts";

const USAGE = `plumbline check   PLAN                                  problems, one a line; exit 1 where there is an error
plumbline test    PLAN                                  runs the plan's examples; exit 1 where one fails
plumbline run     PLAN --people P.csv [--orders O.csv] [--period 2026-03] [--out FILE] [--format csv|json]
                                                        one row a person: id, every measure, every bonus, total
plumbline explain PLAN --people P.csv [--orders O.csv] [--period 2026-03] --person ID [--bonus NAME]
                                                        why, in words and figures
plumbline explain PLAN --people P.csv --orders O.csv --order ID [--bonus NAME]
                                                        where the money of one order went
plumbline format  PLAN [--write]                        the text, laid out

--leave-out-bad-rows    with run and explain: go on without the rows of the files that are wrong
`;

/** Exit codes: 0 all is well, 1 the plan, an example or a file is wrong, 2 the command was not understood. */
function main(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      people: { type: "string" },
      orders: { type: "string" },
      period: { type: "string" },
      out: { type: "string" },
      format: { type: "string" },
      person: { type: "string" },
      order: { type: "string" },
      bonus: { type: "string" },
      write: { type: "boolean" },
      "leave-out-bad-rows": { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  const [command, plan, ...rest] = positionals;
  if (values.help || command === undefined) {
    process.stdout.write(USAGE);
    return values.help ? 0 : 2;
  }
  if (plan === undefined) throw new UsageError(`\`plumbline ${command}\` wants the file of a plan.`);
  if (rest.length > 0) throw new UsageError(`One plan at a time: \`${rest[0]}\` is one too many.`);
  const data = () => {
    if (values.people === undefined)
      throw new UsageError(`\`plumbline ${command}\` wants the people: --people P.csv`);
    return {
      people: values.people,
      orders: values.orders ?? null,
      period: values.period ?? null,
      leaveOutBadRows: values["leave-out-bad-rows"] ?? false,
    };
  };
  switch (command) {
    case "check":
      return checkCommand(plan);
    case "test":
      return testCommand(plan);
    case "run": {
      const format = values.format ?? "csv";
      if (format !== "csv" && format !== "json")
        throw new UsageError(`--format is csv or json, not \`${format}\`.`);
      return runCommand(plan, data(), { format, out: values.out ?? null });
    }
    case "explain":
      if (values.order !== undefined)
        return explainCommand(plan, data(), { order: values.order }, values.bonus ?? null);
      if (values.person === undefined)
        throw new UsageError("`plumbline explain` wants a person, or an order: --person ID, --order ID");
      return explainCommand(plan, data(), { person: values.person }, values.bonus ?? null);
    case "format":
      return formatCommand(plan, values.write ?? false);
    default:
      throw new UsageError(`There is no command \`${command}\`.`);
  }
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (error instanceof TooMuch) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  const usage =
    error instanceof UsageError ||
    (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"));
  if (!usage) throw error;
  process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}
