import { ExampleRules } from "./examples.ts";
import { T } from "./tokens.ts";

/**
 * The grammar and nothing else: no actions, so that the tree of the editor, completion and recovery come from the same
 * rules. LL(2); three gates tell what two tokens ahead cannot (a label or a value of a cell, a column or the next
 * person of an outline, a part of a line or the next line). Expressions, the lines of
 * blocks, and tables with the lines of examples are in the classes that this one builds on.
 */
export class PlanParser extends ExampleRules {
  constructor({ skipValidations = true }: { readonly skipValidations?: boolean } = {}) {
    super(skipValidations);
    this.performSelfAnalysis();
  }

  planFile = this.RULE("planFile", () => {
    this.SUBRULE(this.header);
    this.MANY(() => this.SUBRULE(this.item));
  });

  header = this.RULE("header", () => {
    this.CONSUME(T.plan);
    this.CONSUME(T.Quoted);
    this.CONSUME(T.OpenBrace);
    this.MANY(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.currencySetting) },
        { ALT: () => this.SUBRULE(this.periodSetting) },
        { ALT: () => this.SUBRULE(this.worthSetting) },
        { ALT: () => this.SUBRULE(this.roundingClause) },
      ]),
    );
    this.CONSUME(T.CloseBrace);
  });

  /** `weekly bonus …` */
  item = this.RULE("item", () => {
    this.OPTION(() => this.SUBRULE(this.clock));
    this.OR({
      ERR_MSG: "a declaration",
      DEF: [
        { ALT: () => this.SUBRULE(this.inputItem) },
        { ALT: () => this.SUBRULE(this.paramItem) },
        { ALT: () => this.SUBRULE(this.measureItem) },
        { ALT: () => this.SUBRULE(this.treeItem) },
        { ALT: () => this.SUBRULE(this.ranksItem) },
        { ALT: () => this.SUBRULE(this.tableItem) },
        { ALT: () => this.SUBRULE(this.bonusItem) },
        { ALT: () => this.SUBRULE(this.poolItem) },
        { ALT: () => this.SUBRULE(this.limitItem) },
        { ALT: () => this.SUBRULE(this.pairingItem) },
        { ALT: () => this.SUBRULE(this.boardItem) },
        { ALT: () => this.SUBRULE(this.ensureItem) },
        { ALT: () => this.SUBRULE(this.exampleItem) },
      ],
    });
  });
  clock = this.RULE("clock", () => {
    this.OR([
      { ALT: () => this.CONSUME(T.daily) },
      { ALT: () => this.CONSUME(T.weekly) },
      { ALT: () => this.CONSUME(T.monthly) },
      { ALT: () => this.CONSUME(T.quarterly) },
      { ALT: () => this.CONSUME(T.yearly) },
    ]);
  });

  inputItem = this.RULE("inputItem", () => {
    this.CONSUME(T.input);
    this.SUBRULE(this.names);
    this.CONSUME(T.Colon);
    this.SUBRULE(this.typeName);
    this.OPTION1(() => {
      this.CONSUME(T.in);
      this.CONSUME(T.orders);
    });
    this.OPTION2(() => {
      this.CONSUME(T.Equal);
      this.SUBRULE(this.expression);
    });
  });
  typeName = this.RULE("typeName", () => {
    this.OR({
      ERR_MSG: "a type, such as `volume`",
      DEF: [
        { ALT: () => this.CONSUME(T.YesNo) },
        {
          ALT: () => {
            this.CONSUME(T.choice);
            this.CONSUME(T.of);
            this.SUBRULE(this.names);
          },
        },
        { ALT: () => this.CONSUME(T.Name) },
      ],
    });
  });

  /** `param unlock = 100 from 50 to 200 step 10` */
  paramItem = this.RULE("paramItem", () => {
    this.CONSUME(T.param);
    this.CONSUME(T.Name);
    this.OPTION1(() => this.SUBRULE(this.ofType));
    this.CONSUME(T.Equal);
    this.SUBRULE(this.expression);
    this.OPTION2(() => this.SUBRULE(this.paramRange));
  });
  paramRange = this.RULE("paramRange", () => {
    this.CONSUME(T.from);
    this.SUBRULE1(this.expression);
    this.CONSUME(T.to);
    this.SUBRULE2(this.expression);
    this.OPTION(() => {
      this.CONSUME(T.step);
      this.SUBRULE3(this.expression);
    });
  });
  ofType = this.RULE("ofType", () => {
    this.CONSUME(T.Colon);
    this.SUBRULE(this.typeName);
  });

  measureItem = this.RULE("measureItem", () => {
    this.CONSUME(T.measure);
    this.CONSUME(T.Name);
    this.OPTION1(() => this.SUBRULE(this.parameters));
    this.OPTION2(() => this.SUBRULE(this.ofType));
    this.CONSUME(T.Equal);
    this.SUBRULE(this.expression);
  });
  parameters = this.RULE("parameters", () => {
    this.CONSUME(T.OpenParen);
    this.SUBRULE(this.names);
    this.CONSUME(T.CloseParen);
  });

  /** `tree matrix = sponsor filled 3 wide evenly` */
  treeItem = this.RULE("treeItem", () => {
    this.CONSUME(T.tree);
    this.CONSUME(T.Name);
    this.OPTION1(() => this.SUBRULE(this.treeShape));
    this.OPTION2(() => {
      this.CONSUME(T.Equal);
      this.SUBRULE(this.expression);
      this.OPTION3(() => this.SUBRULE(this.filledPart));
    });
    this.OPTION4(() => this.SUBRULE(this.fromDay));
  });
  /** From when on a table holds, or somebody stands in a tree. */
  fromDay = this.RULE("fromDay", () => {
    this.CONSUME(T.from);
    this.SUBRULE(this.expression);
  });
  treeShape = this.RULE("treeShape", () => {
    this.CONSUME(T.Colon);
    this.CONSUME(T.Name);
  });
  filledPart = this.RULE("filledPart", () => {
    this.CONSUME(T.filled);
    this.SUBRULE(this.expression);
    this.CONSUME(T.wide);
    this.OPTION(() => this.CONSUME(T.evenly));
  });

  ranksItem = this.RULE("ranksItem", () => {
    this.CONSUME(T.ranks);
    this.CONSUME(T.Name);
    this.CONSUME(T.OpenBrace);
    this.SUBRULE(this.rows);
    this.MANY(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.awardPolicy) },
        { ALT: () => this.SUBRULE(this.needsPolicy) },
        { ALT: () => this.SUBRULE(this.gracePolicy) },
      ]),
    );
    this.CONSUME(T.CloseBrace);
  });
  tableItem = this.RULE("tableItem", () => {
    this.CONSUME(T.table);
    this.CONSUME(T.Name);
    this.SUBRULE(this.parameters);
    this.OPTION1(() => this.CONSUME(T.marginal));
    this.OPTION2(() => this.SUBRULE(this.fromDay));
    this.CONSUME(T.OpenBrace);
    this.SUBRULE(this.rows);
    this.CONSUME(T.CloseBrace);
  });

  bonusItem = this.RULE("bonusItem", () => {
    this.OR1([
      { ALT: () => this.CONSUME(T.bonus) },
      { ALT: () => this.CONSUME(T.charge) },
      { ALT: () => this.CONSUME(T.flow) },
    ]);
    this.CONSUME(T.Name);
    this.OPTION(() => this.CONSUME(T.Quoted));
    this.CONSUME(T.OpenBrace);
    this.MANY(() =>
      this.OR2([
        { ALT: () => this.SUBRULE(this.onClause) },
        { ALT: () => this.SUBRULE(this.fromSelfClause) },
        { ALT: () => this.SUBRULE(this.upClause) },
        { ALT: () => this.SUBRULE(this.countingPart) },
        { ALT: () => this.SUBRULE(this.untilPart) },
        { ALT: () => this.SUBRULE(this.throughPart) },
        { ALT: () => this.SUBRULE(this.generationClause) },
        { ALT: () => this.SUBRULE(this.paysClause) },
        { ALT: () => this.SUBRULE(this.missedClause) },
        { ALT: () => this.SUBRULE(this.eachAtMost) },
        { ALT: () => this.SUBRULE(this.atMostClause) },
        { ALT: () => this.SUBRULE(this.roundingClause) },
      ]),
    );
    this.CONSUME(T.CloseBrace);
  });
  poolItem = this.RULE("poolItem", () => {
    this.CONSUME(T.pool);
    this.CONSUME(T.Name);
    this.OPTION(() => this.CONSUME(T.Quoted));
    this.CONSUME(T.OpenBrace);
    this.MANY(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.potClause) },
        { ALT: () => this.SUBRULE(this.sharesClause) },
        { ALT: () => this.SUBRULE(this.sharedLimitClause) },
        { ALT: () => this.SUBRULE(this.poolRoundingClause) },
      ]),
    );
    this.CONSUME(T.CloseBrace);
  });
  /** `limit Team + Match to 45% of sum(CV in company), scaling Match` */
  limitItem = this.RULE("limitItem", () => {
    this.CONSUME(T.limit);
    this.SUBRULE1(this.expression);
    this.CONSUME(T.to);
    this.SUBRULE2(this.expression);
    this.OPTION1(() => {
      this.CONSUME(T.for);
      this.CONSUME(T.each);
      this.OR({
        ERR_MSG: "`person` or `owner`",
        DEF: [{ ALT: () => this.CONSUME(T.person) }, { ALT: () => this.CONSUME(T.owner) }],
      });
    });
    this.OPTION2(() => {
      this.CONSUME1(T.Comma);
      this.SUBRULE(this.givesWay);
    });
    this.OPTION3(() => {
      this.CONSUME2(T.Comma);
      this.CONSUME(T.scaling);
      this.SUBRULE(this.names);
    });
  });
  givesWay = this.RULE("givesWay", () => {
    this.OR({
      ERR_MSG: "`lowest`, `earliest` or `latest`",
      DEF: [
        { ALT: () => this.CONSUME(T.lowest) },
        { ALT: () => this.CONSUME(T.earliest) },
        { ALT: () => this.CONSUME(T.latest) },
      ],
    });
    this.SUBRULE(this.expression);
    this.CONSUME(T.first);
  });

  pairingItem = this.RULE("pairingItem", () => {
    this.CONSUME(T.pairing);
    this.CONSUME1(T.Name);
    this.CONSUME(T.along);
    this.CONSUME2(T.Name);
    this.CONSUME(T.OpenBrace);
    this.MANY(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.volumeSetting) },
        { ALT: () => this.SUBRULE(this.cycleSetting) },
        { ALT: () => this.SUBRULE(this.stepsSetting) },
        { ALT: () => this.SUBRULE(this.strongSideSetting) },
        { ALT: () => this.SUBRULE(this.pairingLimitSetting) },
        { ALT: () => this.SUBRULE(this.carrySetting) },
        { ALT: () => this.SUBRULE(this.pairingNeedsSetting) },
        { ALT: () => this.SUBRULE(this.startsClause) },
      ]),
    );
    this.CONSUME(T.CloseBrace);
  });
  boardItem = this.RULE("boardItem", () => {
    this.CONSUME(T.board);
    this.CONSUME(T.Name);
    this.CONSUME(T.OpenBrace);
    this.MANY(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.sizeSetting) },
        { ALT: () => this.SUBRULE(this.newcomersSetting) },
        { ALT: () => this.SUBRULE(this.topSetting) },
        { ALT: () => this.SUBRULE(this.startsClause) },
        { ALT: () => this.SUBRULE(this.mostCyclesSetting) },
      ]),
    );
    this.CONSUME(T.CloseBrace);
  });
  ensureItem = this.RULE("ensureItem", () => {
    this.CONSUME(T.ensure);
    this.SUBRULE(this.expression);
  });

  exampleItem = this.RULE("exampleItem", () => {
    this.CONSUME(T.example);
    this.CONSUME(T.Quoted);
    this.OPTION1(() => {
      this.CONSUME(T.along);
      this.CONSUME(T.Name);
    });
    this.OPTION2(() => {
      this.CONSUME(T.with);
      this.AT_LEAST_ONE_SEP({
        SEP: T.Comma,
        DEF: () => this.SUBRULE(this.givenParam),
        ERR_MSG: "a param and its figure",
      });
    });
    this.CONSUME(T.OpenBrace);
    this.MANY(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.personLine) },
        { ALT: () => this.SUBRULE(this.rows) },
        { ALT: () => this.SUBRULE(this.expectLine) },
      ]),
    );
    this.CONSUME(T.CloseBrace);
  });
}

/** One instance for the life of the page: its construction analyses the grammar, and is the slow part. */
export const parser = new PlanParser();
