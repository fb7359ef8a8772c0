import { DIGITS_MOST, NumberTooLarge } from "../base/exact.ts";
import { TooMuch } from "../base/too-much.ts";

export { TooMuch };

/** Rules that ask how others stood with each order, of more people and orders than there is time for. */
export const tooManyOrders = (most: number): TooMuch =>
  new TooMuch(
    `\`so_far\` asks of each order how others stood with it: for the orders of one period more than ${most.toLocaleString("en")} people and orders would be gone through; let it ask what the buyer has ordered, or what was ordered below.`,
  );

/** A plan that code cannot run, for `because`, on more people and periods than the plain evaluator has time for. */
export const tooManyForEvaluator = (because: string, most: number, mend: string): TooMuch =>
  new TooMuch(
    `The plan is not run by code: ${because}. The slow way would take too long for more than ${most.toLocaleString("en")} people times periods; ${mend}.`,
  );

/** A figure of more decimals than code keeps; `column`: what comes to it, where it has a name. */
export const tooManyDecimals = (column: string | null): TooMuch =>
  new TooMuch(
    `${column === null ? "A rule" : `\`${column}\``} comes to a figure of more than 18 decimals, and no more are kept; divide a part of it by 1, which leaves nine of them.`,
  );

/** A bonus whose rates go on with the level and with the generation, among people who stand very deep. */
export const tooManyRates = (name: string, most: number): TooMuch =>
  new TooMuch(
    `\`${name}\` pays by level and by generation, and among people who stand so deep that makes more than ${most.toLocaleString("en")} rates; say where one of them ends, as in \`if level <= 20\`.`,
  );

/** A column whose figures grew beyond all bounds, or whose rules call one another too deeply, said by its name. */
export function sayingWhere<T>(column: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const name = column.replace(/^paid /, "");
    if (error instanceof NumberTooLarge)
      throw new TooMuch(
        `\`${name}\` comes to a figure of more than ${DIGITS_MOST.toLocaleString("en")} digits; look for a rule that multiplies what has been multiplied before.`,
      );
    if (error instanceof RangeError && /call stack/.test(error.message))
      throw new TooMuch(
        `\`${name}\` leads from rule to rule or from person to person too many times in a row to be followed; write it over a group, such as \`downline\`, where it calls itself.`,
      );
    throw error;
  }
}
