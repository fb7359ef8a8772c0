#!/usr/bin/env node
import { TooMuch } from "../meaning/too-much.ts";
import { type Arguments, helpFor, readArguments } from "./arguments.ts";
import { checkCommand } from "./check-command.ts";
import { helpOf, usage } from "./commands.ts";
import { compileCommand } from "./compile-command.ts";
import { explainCommand, explainLine } from "./explain-command.ts";
import { formatCommand } from "./format-command.ts";
import type { DataFiles } from "./loaded.ts";
import { complain, endWithReader, say } from "./output.ts";
import { runCommand } from "./run-command.ts";
import { testCommand } from "./test-command.ts";
import { UsageError } from "./usage-error.ts";

/** Exit codes: 0 all is well, 1 the plan, an example or a file is wrong, 2 the command was not understood. */
const WRONG = 1;
const NOT_UNDERSTOOD = 2;
/** A mistake of ours (`EX_SOFTWARE` of sysexits.h). */
const BROKEN = 70;

function main(args: readonly string[]): number {
  if (args.length === 0) {
    complain(usage());
    return NOT_UNDERSTOOD;
  }
  const understood = readArguments(args);
  if (understood.kind === "command") return carryOut(understood);
  say(understood.command ? helpOf(understood.command) : usage());
  return 0;
}

function carryOut({ command, plan, options }: Extract<Arguments, { kind: "command" }>): number {
  const data = (): DataFiles => {
    const people = options.get("people");
    if (people === undefined)
      throw new UsageError("The people are missing: --people P.csv", helpFor(command));
    return {
      people,
      orders: options.get("orders") ?? null,
      period: options.get("period") ?? null,
      leaveOutBadRows: options.has("leave-out-bad-rows"),
    };
  };
  switch (command.name) {
    case "check":
      return checkCommand(plan);
    case "test":
      return testCommand(plan);
    case "run": {
      const format = options.get("format") ?? "csv";
      if (format !== "csv" && format !== "json")
        throw new UsageError(`--format is csv or json, and not \`${format}\`.`, helpFor(command));
      return runCommand(plan, data(), { format, out: options.get("out") ?? null });
    }
    case "explain": {
      const [person, order, line] = ["person", "order", "line"].map((name) => options.get(name));
      const bonus = options.get("bonus") ?? null;
      if ([person, order, line].filter((asked) => asked !== undefined).length > 1)
        throw new UsageError("One at a time: --person, --order or --line.", helpFor(command));
      if (line !== undefined) {
        if (!/^[1-9]\d*$/.test(line))
          throw new UsageError(`--line is the number of a line, and not \`${line}\`.`, helpFor(command));
        if (bonus !== null) throw new UsageError("--bonus goes with --person or --order.", helpFor(command));
        return explainLine(plan, data(), Number(line));
      }
      if (person !== undefined) return explainCommand(plan, data(), { person }, bonus);
      if (order !== undefined) return explainCommand(plan, data(), { order }, bonus);
      throw new UsageError(
        "Whom, or which order? Say --person ID, --order ID or --line N.",
        helpFor(command),
      );
    }
    case "compile":
      return compileCommand(plan, { print: options.has("print"), out: options.get("out") ?? null });
    default:
      return formatCommand(plan, options.has("write"));
  }
}

endWithReader();
try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) {
    complain(`plumbline: ${error.message}\n${error.help === null ? "" : `(\`${error.help}\` says more.)\n`}`);
    process.exitCode = NOT_UNDERSTOOD;
  } else if (error instanceof TooMuch) {
    complain(`plumbline: ${error.message}\n`);
    process.exitCode = WRONG;
  } else {
    complain(`plumbline: a mistake of ours, not of the plan; please report it.\n${(error as Error).stack}\n`);
    process.exitCode = BROKEN;
  }
}
