import { CstParser, type IParserErrorMessageProvider, tokenLabel } from "chevrotain";
import { allTokens, T } from "./tokens.ts";

/**
 * Chevrotain asks for a sentence; it gets only the part that it alone knows: what could have stood here. The sentences
 * are formed in `src/diagnostics`, and in the user's words.
 */
const expectation: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => tokenLabel(expected),
  buildNotAllInputParsedMessage: () => "the next declaration",
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
};

/**
 * Expressions: from the loosest (`if`) to the tightest (a name), and the groups that functions go through.
 *
 * What repeats (`not not`, `- -`, `a + b + …`, `… else … if …`) is a loop and not a rule that calls itself, so that only
 * parentheses make the parser go deeper, and only their number needs a limit.
 */
export abstract class ExpressionRules extends CstParser {
  constructor(skipValidations: boolean) {
    super(allTokens, {
      recoveryEnabled: true,
      maxLookahead: 2,
      nodeLocationTracking: "onlyOffset",
      errorMessageProvider: expectation,
      skipValidations,
    });
  }

  /**
   * Chevrotain would put in or leave out single tokens to read on, and so go on inside parentheses that nobody closes.
   * `src/syntax/recovery` does this, and better; here the parser only passes over what it cannot read.
   */
  override canTokenTypeBeInsertedInRecovery(): boolean {
    return false;
  }
  override canTokenTypeBeDeletedInRecovery(): boolean {
    return false;
  }

  /** `amount if condition else amount if condition else amount` */
  expression = this.RULE("expression", () => {
    this.SUBRULE(this.condition);
    this.OPTION(() => this.SUBRULE(this.ifPart));
  });
  ifPart = this.RULE("ifPart", () => {
    this.CONSUME(T.if);
    this.SUBRULE(this.condition);
    this.MANY(() => this.SUBRULE(this.elsePart));
  });
  elsePart = this.RULE("elsePart", () => {
    this.CONSUME(T.else);
    this.SUBRULE1(this.condition);
    this.OPTION(() => {
      this.CONSUME(T.if);
      this.SUBRULE2(this.condition);
    });
  });

  condition = this.RULE("condition", () => {
    this.SUBRULE1(this.conjunction);
    this.MANY(() => {
      this.CONSUME(T.or);
      this.SUBRULE2(this.conjunction);
    });
  });
  conjunction = this.RULE("conjunction", () => {
    this.SUBRULE1(this.comparison);
    this.MANY(() => {
      this.CONSUME(T.and);
      this.SUBRULE2(this.comparison);
    });
  });
  comparison = this.RULE("comparison", () => {
    this.MANY(() => this.CONSUME(T.not));
    this.SUBRULE1(this.sum);
    this.OPTION(() => {
      this.OR([
        { ALT: () => this.CONSUME(T.GreaterOrEqual) },
        { ALT: () => this.CONSUME(T.Equal) },
        { ALT: () => this.CONSUME(T.Greater) },
        { ALT: () => this.CONSUME(T.Less) },
        { ALT: () => this.CONSUME(T.LessOrEqual) },
        { ALT: () => this.CONSUME(T.NotEqual) },
      ]);
      this.SUBRULE2(this.sum);
    });
  });
  sum = this.RULE("sum", () => {
    this.SUBRULE(this.product);
    this.MANY(() => this.SUBRULE(this.sumTail));
  });
  sumTail = this.RULE("sumTail", () => {
    this.OR([{ ALT: () => this.CONSUME(T.Plus) }, { ALT: () => this.CONSUME(T.Minus) }]);
    this.SUBRULE(this.product);
  });
  product = this.RULE("product", () => {
    this.SUBRULE(this.operand);
    this.MANY(() => this.SUBRULE(this.productTail));
  });
  productTail = this.RULE("productTail", () => {
    this.OR([
      { ALT: () => this.CONSUME(T.of) },
      { ALT: () => this.CONSUME(T.Times) },
      { ALT: () => this.CONSUME(T.Divide) },
    ]);
    this.SUBRULE(this.operand);
  });
  operand = this.RULE("operand", () => {
    this.MANY(() => this.CONSUME(T.Minus));
    this.OR({
      ERR_MSG: "a value",
      DEF: [
        { ALT: () => this.SUBRULE(this.reference) },
        { ALT: () => this.SUBRULE(this.numberOrDuration) },
        { ALT: () => this.CONSUME(T.Percent) },
        { ALT: () => this.CONSUME(T.Money) },
        { ALT: () => this.CONSUME(T.Date) },
        { ALT: () => this.CONSUME(T.yes) },
        { ALT: () => this.CONSUME(T.no) },
        { ALT: () => this.CONSUME(T.none) },
        { ALT: () => this.CONSUME(T.Blank) },
        {
          ALT: () => {
            this.CONSUME(T.OpenParen);
            this.SUBRULE(this.expression);
            this.CONSUME(T.CloseParen);
          },
        },
      ],
    });
  });
  numberOrDuration = this.RULE("numberOrDuration", () => {
    this.CONSUME(T.Number);
    // `largest 2 weeks` are two of the weeks, and no time of two weeks.
    this.OPTION({
      GATE: () => this.LA(-1).tokenType !== T.largest && this.LA(-1).tokenType !== T.smallest,
      DEF: () => this.SUBRULE(this.timeUnit),
    });
  });
  timeUnit = this.RULE("timeUnit", () => {
    this.OR([
      { ALT: () => this.CONSUME(T.days) },
      { ALT: () => this.CONSUME(T.weeks) },
      { ALT: () => this.CONSUME(T.months) },
      { ALT: () => this.CONSUME(T.years) },
    ]);
  });

  /** `sponsor.Title`, `sum(PV in downline)`, `Ann.counted(16,000)` */
  reference = this.RULE("reference", () => {
    this.AT_LEAST_ONE_SEP({ SEP: T.Dot, DEF: () => this.SUBRULE(this.referenceStep), ERR_MSG: "a name" });
  });
  referenceStep = this.RULE("referenceStep", () => {
    this.SUBRULE(this.nameOrQuoted);
    this.OPTION(() => this.SUBRULE(this.callArguments));
  });
  callArguments = this.RULE("callArguments", () => {
    this.CONSUME(T.OpenParen);
    this.MANY_SEP({ SEP: T.Comma, DEF: () => this.SUBRULE(this.argument) });
    this.CONSUME(T.CloseParen);
  });
  argument = this.RULE("argument", () => {
    this.OR({
      ERR_MSG: "a value or a group",
      DEF: [
        { ALT: () => this.SUBRULE(this.eachAtMost) },
        { ALT: () => this.SUBRULE(this.group) },
        {
          ALT: () => {
            this.OPTION1(() =>
              this.OR1([{ ALT: () => this.CONSUME(T.earliest) }, { ALT: () => this.CONSUME(T.lowest) }]),
            );
            this.SUBRULE(this.expression);
            this.OPTION2(() => {
              this.CONSUME(T.where);
              this.SUBRULE(this.condition);
            });
            this.OPTION3(() => {
              this.CONSUME(T.in);
              this.SUBRULE1(this.group);
            });
          },
        },
      ],
    });
  });
  eachAtMost = this.RULE("eachAtMost", () => {
    this.CONSUME(T.each);
    this.CONSUME(T.at);
    this.CONSUME(T.most);
    this.SUBRULE(this.expression);
  });

  /** `largest 2 legs of placement by GV where active` */
  group = this.RULE("group", () => {
    this.OPTION1(() => {
      this.OR1([{ ALT: () => this.CONSUME(T.largest) }, { ALT: () => this.CONSUME(T.smallest) }]);
      this.SUBRULE(this.sum);
    });
    this.SUBRULE(this.groupBase);
    this.OPTION2(() => {
      this.CONSUME(T.of);
      this.CONSUME(T.Name);
    });
    this.MANY(() =>
      this.OR2([
        { ALT: () => this.SUBRULE(this.wherePart) },
        { ALT: () => this.SUBRULE(this.untilPart) },
        { ALT: () => this.SUBRULE(this.throughPart) },
        { ALT: () => this.SUBRULE(this.countingPart) },
        { ALT: () => this.SUBRULE(this.byPart) },
      ]),
    );
  });
  groupBase = this.RULE("groupBase", () => {
    this.OR({
      ERR_MSG: "a group, such as `downline`",
      DEF: [
        { ALT: () => this.CONSUME(T.downline) },
        { ALT: () => this.CONSUME(T.frontline) },
        { ALT: () => this.CONSUME(T.legs) },
        { ALT: () => this.CONSUME(T.leg) },
        { ALT: () => this.CONSUME(T.upline) },
        { ALT: () => this.CONSUME(T.company) },
        { ALT: () => this.CONSUME(T.orders) },
        { ALT: () => this.CONSUME(T.path) },
        { ALT: () => this.CONSUME(T.siblings) },
        { ALT: () => this.CONSUME(T.periods) },
        { ALT: () => this.SUBRULE(this.timeUnit) },
        {
          ALT: () => {
            this.CONSUME(T.earlier);
            this.CONSUME1(T.periods);
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.last);
            this.SUBRULE(this.sum);
            this.OPTION(() => this.CONSUME2(T.periods));
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.left);
            this.CONSUME1(T.leg);
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.right);
            this.CONSUME2(T.leg);
          },
        },
      ],
    });
  });
  wherePart = this.RULE("wherePart", () => {
    this.CONSUME(T.where);
    this.SUBRULE(this.condition);
  });
  untilPart = this.RULE("untilPart", () => {
    this.CONSUME(T.until);
    this.SUBRULE(this.condition);
  });
  throughPart = this.RULE("throughPart", () => {
    this.CONSUME(T.through);
    this.SUBRULE(this.condition);
  });
  countingPart = this.RULE("countingPart", () => {
    this.CONSUME(T.counting);
    this.SUBRULE(this.condition);
  });
  byPart = this.RULE("byPart", () => {
    this.CONSUME(T.by);
    this.SUBRULE(this.sum);
  });

  nameOrQuoted = this.RULE("nameOrQuoted", () => {
    this.OR({
      ERR_MSG: "a name",
      DEF: [{ ALT: () => this.CONSUME(T.Name) }, { ALT: () => this.CONSUME(T.Quoted) }],
    });
  });
  /** `PV, CV` */
  names = this.RULE("names", () => {
    this.AT_LEAST_ONE_SEP({ SEP: T.Comma, DEF: () => this.CONSUME(T.Name), ERR_MSG: "a name" });
  });
  /** A figure as it stands in an outline: no working out. */
  figure = this.RULE("figure", () => {
    this.OPTION(() => this.CONSUME(T.Minus));
    this.OR({
      ERR_MSG: "a figure",
      DEF: [
        { ALT: () => this.CONSUME(T.Number) },
        { ALT: () => this.CONSUME(T.Money) },
        { ALT: () => this.CONSUME(T.Percent) },
      ],
    });
  });
}
