import { ClauseRules } from "./clauses.ts";
import { T } from "./tokens.ts";

/** The rows of tables, wherever they stand, and what else the lines of an example are. */
export abstract class ExampleRules extends ClauseRules {
  givenParam = this.RULE("givenParam", () => {
    this.CONSUME(T.Name);
    this.CONSUME(T.Equal);
    this.SUBRULE(this.expression);
  });
  expectLine = this.RULE("expectLine", () => {
    this.CONSUME(T.expect);
    this.AT_LEAST_ONE_SEP({
      SEP: T.Comma,
      DEF: () => this.SUBRULE(this.expression),
      ERR_MSG: "what is expected",
    });
  });
  /** `Ann, Bob 150  Title: Gold` */
  personLine = this.RULE("personLine", () => {
    this.AT_LEAST_ONE_SEP({
      SEP: T.Comma,
      DEF: () => this.SUBRULE(this.nameOrQuoted),
      ERR_MSG: "the name of a person",
    });
    this.OPTION(() => this.SUBRULE(this.figure));
    this.MANY({
      GATE: () => this.LA(2).tokenType === T.Colon || this.LA(2).tokenType === T.Dot,
      DEF: () => this.SUBRULE(this.givenColumn),
    });
  });
  givenColumn = this.RULE("givenColumn", () => {
    this.AT_LEAST_ONE_SEP({ SEP: T.Dot, DEF: () => this.CONSUME(T.Name), ERR_MSG: "the name of a column" });
    this.CONSUME(T.Colon);
    this.SUBRULE(this.givenValue);
  });
  givenValue = this.RULE("givenValue", () => {
    this.OR({
      ERR_MSG: "a value",
      DEF: [
        { ALT: () => this.SUBRULE(this.figure) },
        { ALT: () => this.CONSUME(T.Date) },
        { ALT: () => this.CONSUME(T.yes) },
        { ALT: () => this.CONSUME(T.no) },
        { ALT: () => this.CONSUME(T.none) },
        { ALT: () => this.SUBRULE(this.nameOrQuoted) },
      ],
    });
  });

  rows = this.RULE("rows", () => {
    this.AT_LEAST_ONE({ DEF: () => this.SUBRULE(this.row), ERR_MSG: "a row" });
  });
  row = this.RULE("row", () => {
    this.CONSUME(T.RowStart);
    this.OPTION1(() => this.SUBRULE1(this.cell));
    this.MANY(() => {
      this.CONSUME(T.Bar);
      this.OPTION2(() => this.SUBRULE2(this.cell));
    });
    this.CONSUME(T.RowEnd);
  });
  cell = this.RULE("cell", () => {
    this.OR({
      ERR_MSG: "a cell",
      DEF: [
        { ALT: () => this.SUBRULE(this.thresholdCell) },
        { ALT: () => this.CONSUME(T.orders) },
        { ALT: () => this.CONSUME(T.expect) },
        { ALT: () => this.SUBRULE(this.valueCell) },
      ],
    });
    this.OPTION(() => this.SUBRULE(this.across));
  });
  /** `from`, `from Gold`, `over 100` */
  thresholdCell = this.RULE("thresholdCell", () => {
    this.OR1([{ ALT: () => this.CONSUME(T.from) }, { ALT: () => this.CONSUME(T.over) }]);
    this.OPTION(() =>
      this.OR2([
        { ALT: () => this.SUBRULE(this.figure) },
        { ALT: () => this.CONSUME(T.Quoted) },
        { ALT: () => this.AT_LEAST_ONE({ DEF: () => this.CONSUME(T.Name), ERR_MSG: "a name" }) },
      ]),
    );
  });
  /** `legs_needed: count(legs) >= _`, `5..7`, `8..`, `Blue Diamond` */
  valueCell = this.RULE("valueCell", () => {
    this.OPTION1({
      GATE: () => this.LA(2).tokenType === T.Colon,
      DEF: () => {
        this.CONSUME1(T.Name);
        this.CONSUME(T.Colon);
      },
    });
    this.SUBRULE1(this.expression);
    this.OPTION2(() => {
      this.CONSUME(T.Range);
      this.OPTION3(() => this.SUBRULE2(this.expression));
    });
    this.MANY(() => this.CONSUME2(T.Name));
  });
  /** `Title \ level`: the keys of the rows and, behind the backslash, those of the columns. */
  across = this.RULE("across", () => {
    this.CONSUME(T.Backslash);
    this.OPTION(() => this.OR([{ ALT: () => this.CONSUME(T.from) }, { ALT: () => this.CONSUME(T.over) }]));
    this.CONSUME(T.Name);
  });
}
