import { ExpressionRules } from "./expressions.ts";
import { T } from "./tokens.ts";

/** The lines that stand in the blocks of declarations: settings, clauses and policies, each begun by its first words. */
export abstract class ClauseRules extends ExpressionRules {
  // the header
  currencySetting = this.RULE("currencySetting", () => {
    this.CONSUME(T.currency);
    this.CONSUME(T.Name);
  });
  periodSetting = this.RULE("periodSetting", () => {
    this.CONSUME(T.period);
    this.CONSUME(T.Name);
  });
  /** `1 CV = $1.00` */
  worthSetting = this.RULE("worthSetting", () => {
    this.CONSUME(T.Number);
    this.CONSUME(T.Name);
    this.CONSUME(T.Equal);
    this.CONSUME(T.Money);
  });
  roundingClause = this.RULE("roundingClause", () => {
    this.CONSUME(T.rounding);
    this.SUBRULE(this.roundingWay);
  });
  /** `half even to $0.01 each line` */
  roundingWay = this.RULE("roundingWay", () => {
    this.OR1({
      ERR_MSG: "`half even`, `half up` or `down`",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(T.half);
            this.OR2([{ ALT: () => this.CONSUME(T.even) }, { ALT: () => this.CONSUME(T.up) }]);
          },
        },
        { ALT: () => this.CONSUME(T.down) },
      ],
    });
    this.CONSUME(T.to);
    this.CONSUME(T.Money);
    // In a block `each at most` may be the next line.
    this.OPTION({
      GATE: () => this.LA(2).tokenType === T.line,
      DEF: () => {
        this.CONSUME(T.each);
        this.CONSUME(T.line);
      },
    });
  });

  // under a rank table, and in several blocks
  awardPolicy = this.RULE("awardPolicy", () => {
    this.CONSUME(T.award);
    this.OR({
      ERR_MSG: "`highest`, `in order` or `one step`",
      DEF: [
        { ALT: () => this.CONSUME(T.highest) },
        {
          ALT: () => {
            this.CONSUME(T.in);
            this.CONSUME(T.order);
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.one);
            this.CONSUME(T.step);
          },
        },
      ],
    });
  });
  needsPolicy = this.RULE("needsPolicy", () => {
    this.CONSUME(T.needs);
    this.SUBRULE(this.condition);
  });
  gracePolicy = this.RULE("gracePolicy", () => {
    this.CONSUME(T.grace);
    this.SUBRULE(this.sum);
    this.OR({
      ERR_MSG: "`periods`",
      DEF: [{ ALT: () => this.CONSUME(T.periods) }, { ALT: () => this.CONSUME(T.period) }],
    });
    this.OPTION(() => {
      this.CONSUME(T.then);
      this.CONSUME(T.one);
      this.CONSUME(T.step);
      this.CONSUME(T.down);
    });
  });
  startsClause = this.RULE("startsClause", () => {
    this.CONSUME(T.starts);
    this.CONSUME(T.when);
    this.SUBRULE(this.condition);
  });

  // bonus, charge, flow
  onClause = this.RULE("onClause", () => {
    this.CONSUME(T.on);
    this.SUBRULE(this.expression);
    this.OPTION1(() => {
      this.CONSUME(T.in);
      this.CONSUME(T.orders);
    });
    this.OPTION2(() => this.SUBRULE(this.wherePart));
  });
  fromSelfClause = this.RULE("fromSelfClause", () => {
    this.CONSUME(T.from);
    this.CONSUME(T.self);
  });
  upClause = this.RULE("upClause", () => {
    this.CONSUME(T.up);
    this.CONSUME(T.Name);
  });
  generationClause = this.RULE("generationClause", () => {
    this.CONSUME(T.generation);
    this.OR({
      ERR_MSG: "`opens` or `closes`",
      DEF: [{ ALT: () => this.CONSUME(T.opens) }, { ALT: () => this.CONSUME(T.closes) }],
    });
    this.CONSUME(T.at);
    this.SUBRULE(this.condition);
  });
  paysClause = this.RULE("paysClause", () => {
    this.OR([
      { ALT: () => this.CONSUME(T.pays) },
      { ALT: () => this.CONSUME(T.takes) },
      { ALT: () => this.CONSUME(T.gives) },
    ]);
    this.SUBRULE(this.expression);
  });
  missedClause = this.RULE("missedClause", () => {
    this.CONSUME(T.missed);
    this.OR({
      ERR_MSG: "`rolls up` or `is lost`",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(T.rolls);
            this.CONSUME(T.up);
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.is);
            this.CONSUME(T.lost);
          },
        },
      ],
    });
  });
  atMostClause = this.RULE("atMostClause", () => {
    this.CONSUME(T.at);
    this.CONSUME(T.most);
    this.SUBRULE(this.expression);
  });

  // pool
  potClause = this.RULE("potClause", () => {
    this.CONSUME(T.pot);
    this.SUBRULE(this.expression);
  });
  sharesClause = this.RULE("sharesClause", () => {
    this.CONSUME(T.shares);
    this.SUBRULE(this.expression);
  });
  sharedLimitClause = this.RULE("sharedLimitClause", () => {
    this.SUBRULE(this.eachAtMost);
    this.OPTION(() => {
      this.CONSUME(T.Comma);
      this.CONSUME(T.sharing);
      this.CONSUME(T.the);
      this.CONSUME(T.rest);
    });
  });
  poolRoundingClause = this.RULE("poolRoundingClause", () => {
    this.CONSUME(T.rounding);
    this.OR({
      ERR_MSG: "`share` or `parts`",
      DEF: [{ ALT: () => this.CONSUME(T.share) }, { ALT: () => this.CONSUME(T.parts) }],
    });
    this.SUBRULE(this.roundingWay);
  });

  // pairing
  volumeSetting = this.RULE("volumeSetting", () => {
    this.CONSUME(T.volume);
    this.SUBRULE(this.expression);
    this.OPTION(() => {
      this.CONSUME(T.from);
      this.CONSUME(T.self);
    });
  });
  cycleSetting = this.RULE("cycleSetting", () => {
    this.OPTION(() => this.CONSUME(T.first));
    this.CONSUME(T.cycle);
    this.SUBRULE1(this.expression);
    this.CONSUME(T.strong);
    this.CONSUME(T.Comma);
    this.SUBRULE2(this.expression);
    this.CONSUME(T.weak);
  });
  stepsSetting = this.RULE("stepsSetting", () => {
    this.CONSUME(T.steps);
    this.CONSUME(T.of);
    this.AT_LEAST_ONE_SEP({ SEP: T.Comma, DEF: () => this.SUBRULE(this.expression), ERR_MSG: "a value" });
  });
  strongSideSetting = this.RULE("strongSideSetting", () => {
    this.CONSUME(T.strong);
    this.CONSUME(T.side);
    this.CONSUME(T.chosen);
    this.OR1({
      ERR_MSG: "`once` or `each cycle`",
      DEF: [
        { ALT: () => this.CONSUME(T.once) },
        {
          ALT: () => {
            this.CONSUME(T.each);
            this.CONSUME(T.cycle);
          },
        },
      ],
    });
    this.OPTION(() => {
      this.CONSUME(T.Comma);
      this.OR2({
        ERR_MSG: "`left` or `right`",
        DEF: [{ ALT: () => this.CONSUME(T.left) }, { ALT: () => this.CONSUME(T.right) }],
      });
      this.CONSUME(T.if);
      this.CONSUME(T.equal);
    });
  });
  pairingLimitSetting = this.RULE("pairingLimitSetting", () => {
    this.CONSUME(T.at);
    this.CONSUME(T.most);
    this.SUBRULE(this.expression);
    this.OPTION1(() => this.CONSUME(T.cycles));
    this.OPTION2(() => {
      this.CONSUME(T.Comma);
      this.CONSUME(T.rest);
      this.CONSUME(T.is);
      this.OR({
        ERR_MSG: "`kept` or `used`",
        DEF: [{ ALT: () => this.CONSUME(T.kept) }, { ALT: () => this.CONSUME(T.used) }],
      });
    });
  });
  carrySetting = this.RULE("carrySetting", () => {
    this.CONSUME(T.carry);
    this.OR1({
      ERR_MSG: "`both sides`, `strong side` or `nothing`",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(T.both);
            this.CONSUME(T.sides);
          },
        },
        {
          ALT: () => {
            this.CONSUME(T.strong);
            this.CONSUME(T.side);
          },
        },
        { ALT: () => this.CONSUME(T.nothing) },
      ],
    });
    this.MANY(() => {
      this.CONSUME(T.Comma);
      this.OR2({
        ERR_MSG: "`at most` or `for`",
        DEF: [{ ALT: () => this.SUBRULE(this.carryLimit) }, { ALT: () => this.SUBRULE(this.carryTime) }],
      });
    });
  });
  carryLimit = this.RULE("carryLimit", () => {
    this.CONSUME(T.at);
    this.CONSUME(T.most);
    this.SUBRULE(this.expression);
    this.CONSUME(T.each);
  });
  carryTime = this.RULE("carryTime", () => {
    this.CONSUME(T.for);
    this.SUBRULE(this.expression);
    this.CONSUME(T.periods);
  });
  pairingNeedsSetting = this.RULE("pairingNeedsSetting", () => {
    this.CONSUME(T.needs);
    this.SUBRULE(this.condition);
    this.CONSUME(T.else);
    this.OR({
      ERR_MSG: "`flush`, `keep` or `pause`",
      DEF: [
        { ALT: () => this.CONSUME(T.flush) },
        { ALT: () => this.CONSUME(T.keep) },
        { ALT: () => this.CONSUME(T.pause) },
      ],
    });
  });

  // board
  sizeSetting = this.RULE("sizeSetting", () => {
    this.CONSUME(T.size);
    this.SUBRULE1(this.expression);
    this.CONSUME(T.wide);
    this.CONSUME(T.Comma);
    this.SUBRULE2(this.expression);
    this.CONSUME(T.deep);
  });
  newcomersSetting = this.RULE("newcomersSetting", () => {
    this.CONSUME(T.newcomers);
    this.CONSUME(T.to);
    this.SUBRULE(this.boardChoice);
  });
  topSetting = this.RULE("topSetting", () => {
    this.CONSUME(T.top);
    this.OR({
      ERR_MSG: "`returns to oldest`, `returns to sponsor` or `leaves`",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(T.returns);
            this.CONSUME(T.to);
            this.SUBRULE(this.boardChoice);
          },
        },
        { ALT: () => this.CONSUME(T.leaves) },
      ],
    });
  });
  boardChoice = this.RULE("boardChoice", () => {
    this.OR({
      ERR_MSG: "`oldest` or `sponsor`",
      DEF: [{ ALT: () => this.CONSUME(T.oldest) }, { ALT: () => this.CONSUME(T.sponsor) }],
    });
  });
  mostCyclesSetting = this.RULE("mostCyclesSetting", () => {
    this.CONSUME(T.at);
    this.CONSUME(T.most);
    this.SUBRULE(this.expression);
    this.CONSUME(T.cycles);
  });
}
