import { type Random, seeded } from "../../src/downline/random.ts";

/**
 * A plan by lot: right by construction as far as a few rules can say it, and otherwise refused by the checker, which is an
 * answer too. It uses what it has declared above, so that it can be cut down line by line.
 */
export function randomPlan(seed: number): string {
  const random = seeded(seed);
  return new Writer(random).plan();
}

type Kind = "points" | "number" | "percent" | "money" | "yes/no";
type Name = { readonly name: string; readonly kind: Kind };

class Writer {
  private readonly names: Name[] = [];
  private readonly trees = ["sponsor"];
  private readonly paid: string[] = [];
  private readonly random: Random;
  private ladder: { readonly name: string; readonly ranks: readonly string[] } | null = null;
  private levels: { readonly name: string; readonly byRank: boolean } | null = null;
  private hasOrders = false;

  constructor(random: Random) {
    this.random = random;
  }

  plan(): string {
    const parts = [this.header(), this.inputs()];
    for (let count = 1 + this.random.below(3); count > 0; count--) parts.push(this.measure());
    if (this.random.chance(0.7)) parts.push(this.ranks());
    if (this.random.chance(0.5)) parts.push(this.thresholds());
    if (this.random.chance(0.7)) parts.push(this.levelTable());
    for (let count = this.random.below(3); count > 0; count--) parts.push(this.measure());
    if (this.trees.includes("placement") && this.random.chance(0.6)) parts.push(this.pairing());
    for (let count = 1 + this.random.below(3); count > 0; count--) parts.push(this.bonus());
    if (this.random.chance(0.35)) parts.push(this.pool());
    if (this.random.chance(0.4)) parts.push(this.limit());
    if (this.random.chance(0.25)) parts.push(this.charge());
    if (this.random.chance(0.35)) parts.push(...this.otherClocks());
    return `${parts.filter(Boolean).join("\n")}\n`;
  }

  private some<T>(probability: number, then: () => T, otherwise: T): T {
    return this.random.chance(probability) ? then() : otherwise;
  }

  private pick<T>(...items: readonly T[]): T {
    return this.random.pick(items);
  }

  private header(): string {
    const rounding = this.pick(
      "half even to $0.01",
      "half even to $0.01",
      "half up to $0.01",
      "down to $0.01",
      "half even to $1",
      "half even to $0.01 each line",
    );
    const worth = this.pick("$1.00", "$1.00", "$0.50", "$1.37");
    return `plan "By lot" {\n  currency USD\n  period   month\n  1 PV = ${worth}\n  rounding ${rounding}\n}\n\ntree sponsor`;
  }

  private inputs(): string {
    const lines: string[] = [];
    if (this.random.chance(0.5)) {
      lines.push("tree placement : binary");
      this.trees.push("placement");
    }
    this.hasOrders = this.random.chance(0.25);
    lines.push(`input PV : volume${this.hasOrders ? " in orders" : ""}`);
    this.names.push({ name: "PV", kind: "points" });
    if (this.random.chance(0.3)) {
      lines.push("input share : percent");
      this.names.push({ name: "share", kind: "percent" });
    }
    if (this.random.chance(0.3)) {
      lines.push("input on_time : yes/no = yes");
      this.names.push({ name: "on_time", kind: "yes/no" });
    }
    if (this.random.chance(0.3)) {
      lines.push("input seats : number = 1");
      this.names.push({ name: "seats", kind: "number" });
    }
    if (this.random.chance(0.6)) {
      lines.push("param unlock : PV = 100 from 0 to 500 step 50");
      this.names.push({ name: "unlock", kind: "points" });
    }
    if (this.random.chance(0.2)) {
      lines.push("tree live = nearest(upline where PV >= 100)");
      this.trees.push("live");
    }
    if (this.random.chance(0.12)) {
      lines.push(
        `tree later = ${this.pick("sponsor", "sponsor filled 2 wide")} from ${this.pick("joined", "joined + 1 months")}`,
      );
      this.trees.push("later");
    }
    return `${lines.join("\n")}\n`;
  }

  private named(kind: Kind): string | null {
    const fitting = this.names.filter((name) => name.kind === kind);
    return fitting.length > 0 ? this.random.pick(fitting).name : null;
  }

  private tree(): string {
    return this.random.pick(this.trees);
  }

  private ofTree(tree = this.tree()): string {
    return tree === "sponsor" ? "" : ` of ${tree}`;
  }

  private volume(deep = 0): string {
    if (deep > 2) return this.named("points") ?? "PV";
    switch (this.random.below(10)) {
      case 0:
        return `${this.volume(deep + 1)} + ${this.volume(deep + 1)}`;
      case 1:
        return `${this.pick("5%", "12.5%", "80%", "150%")} of ${this.named("points") ?? "PV"}`;
      case 2:
        return `${this.pick("max", "min")}(${this.volume(deep + 1)}, ${this.volume(deep + 1)})`;
      case 3:
      case 4:
        return this.total(deep);
      case 5:
        return `(${this.volume(deep + 1)} if ${this.condition(deep + 1)} else ${this.volume(deep + 1)})`;
      case 6:
        return this.hasOrders && this.random.chance(0.6) ? this.ofOrders() : this.lookBack();
      default:
        return this.named("points") ?? "PV";
    }
  }

  /** Volumes of earlier periods, also by who asks. */
  private lookBack(): string {
    const what = this.named("points") ?? "PV";
    const of = this.ofTree();
    return this.pick(
      "previous(PV)",
      `previous(${what})`,
      `highest(${what})`,
      `sum(previous(${what} + my.PV) in frontline${of})`,
      `sum(PV in frontline${of} where previous(PV > my.PV))`,
      `sum(sum(PV in downline${of} where PV > my.PV) in last 2 periods)`,
      `max(highest(PV - my.PV) in frontline${of})`,
    );
  }

  /** Volumes of orders: of this period, of earlier ones by who asks, and as things stood with each. */
  private ofOrders(): string {
    // Everybody is worked out anew for each order: that is for a few plans only.
    if (this.random.chance(0.15))
      return this.pick(
        "sum(so_far(sum(PV in frontline)) in orders)",
        "sum(sum(PV in orders where so_far(my.PV) >= 100) in frontline)",
        "sum(sum(sum(so_far(PV) in orders where PV > my.PV) in periods) in frontline)",
        "sum(PV in orders where so_far(any(PV >= 100 in upline)))",
      );
    return this.pick(
      "sum(PV in orders where PV >= 60)",
      "sum(highest(PV) in orders)",
      "sum(so_far(PV) in orders)",
      "sum(sum(sum(PV in orders where PV > my.PV) in periods) in frontline)",
    );
  }

  private total(deep: number): string {
    const what = this.named("points") ?? "PV";
    const of = this.ofTree();
    switch (this.random.below(8)) {
      case 0:
        return `sum(${what} in downline${of})`;
      case 1:
        return `sum(${what} in downline${of} to ${1 + this.random.below(3)})`.replace(
          / to (\d)/,
          (_, k) => ` where level <= ${k}`,
        );
      case 2:
        return `sum(${what} in downline${of} ${this.pick("until", "through", "counting", "where")} ${this.condition(deep + 1)})`;
      case 3:
        return `${this.pick("max", "min", "sum")}(${what} in frontline${of})`;
      case 4:
        return `${this.pick("sum", "max")}(sum(${what} in leg) in legs${of})`;
      case 5:
        return `sum(sum(${what} in leg) in legs${of}, each at most ${this.pick("200", "500", "1,000", "60% of total", "40% of total", "9% of (total + PV)")})`;
      case 6:
        return `sum(sum(${what} in leg) in ${this.pick("largest", "smallest")} ${1 + this.random.below(2)} legs${of} by sum(${what} in leg))`;
      default:
        return `sum(${what} in last ${2 + this.random.below(2)} periods)`;
    }
  }

  private condition(deep = 0): string {
    const yes = this.named("yes/no");
    if (deep > 2) return yes ?? "PV >= 100";
    switch (this.random.below(8)) {
      case 0:
        return `${this.condition(deep + 1)} ${this.pick("and", "or")} ${this.condition(deep + 1)}`;
      case 1:
        return `not (${this.condition(deep + 1)})`;
      case 2:
        return this.ladder
          ? `${this.ladder.name} ${this.pick(">=", "<", "=")} ${this.random.pick(this.ladder.ranks)}`
          : (yes ?? "PV > 0");
      case 3:
        return `count(frontline${this.ofTree()} where ${this.named("points") ?? "PV"} >= 100) >= ${1 + this.random.below(2)}`;
      case 4:
        return yes ?? "PV >= 50";
      case 5:
        return `any(PV >= 500 in ${this.pick("upline", "frontline", "downline")})`;
      default:
        return `${this.named("points") ?? "PV"} ${this.pick(">=", ">", "<", "<=")} ${this.pick("50", "100", "unlock", "600").replace("unlock", this.names.some(({ name }) => name === "unlock") ? "unlock" : "250")}`;
    }
  }

  private measure(): string {
    const name = `m${this.names.length}`;
    const kind = this.pick<Kind>("points", "points", "yes/no", "number");
    const body =
      kind === "points"
        ? this.volume()
        : kind === "yes/no"
          ? this.condition()
          : this.pick(
              `count(frontline${this.ofTree()} where ${this.condition(1)})`,
              `count(legs${this.ofTree()} where any(${this.condition(2)} in leg))`,
              `count(downline${this.ofTree()} where ${this.condition(1)})`,
              `count(last 3 periods where ${this.condition(2)})`,
              `count(siblings${this.ofTree()} where ${this.condition(2)})`,
              `place(${this.named("points") ?? "PV"} in siblings${this.ofTree()})`,
            );
    this.names.push({ name, kind });
    return `measure ${name} = ${body}`;
  }

  private ranks(): string {
    const ranks = ["Member", "Silver", "Gold", "Ruby"].slice(0, 2 + this.random.below(3));
    const volume = this.named("points") ?? "PV";
    const columns: { head: string; cell: (rank: number) => string }[] = [
      { head: "PV >= _", cell: (rank) => (rank === 0 ? "" : String(50 * rank)) },
    ];
    if (this.random.chance(0.6))
      columns.push({ head: `${volume} >= _`, cell: (rank) => (rank === 0 ? "" : String(120 * 3 ** rank)) });
    if (this.random.chance(0.6))
      columns.push({
        head: `count(legs where any(Title >= Silver in leg)) >= _`,
        cell: (rank) => (rank < 2 ? "" : String(rank - 1)),
      });
    if (this.random.chance(0.4)) columns.push({ head: "fee", cell: (rank) => `${5 * rank}%` });
    const rows = ranks.map(
      (rank, at) => `  | ${[rank, ...columns.map(({ cell }) => cell(at))].join(" | ")} |`,
    );
    const award = this.some(0.4, () => `  award ${this.pick("highest", "in order", "one step")}\n`, "");
    const grace = this.some(0.2, () => `  grace ${this.pick("1 period", "2 periods")}\n`, "");
    this.ladder = { name: "Title", ranks };
    return `ranks Title {\n  | rank | ${columns.map(({ head }) => head).join(" | ")} |\n${rows.join("\n")}\n${award}${grace}}`;
  }

  private thresholds(): string {
    const marginal = this.some(0.3, () => " marginal", "");
    const text = `table steps(volume)${marginal} {\n  | ${this.pick("from", "over")} | 100 | 300 | 1,000 | 4,000 |\n  | rate | 3% | 6% | 9% | 15% |\n}`;
    if (marginal) {
      this.names.push({ name: `steps(${this.named("points") ?? "PV"})`, kind: "points" });
      return text;
    }
    const name = `r${this.names.length}`;
    const volume = this.named("points") ?? "PV";
    this.names.push({ name, kind: "percent" });
    return `${text}\nmeasure ${name} = steps(${volume})`;
  }

  private levelTable(): string {
    const count = 2 + this.random.below(4);
    const heads = Array.from({ length: count }, (_, i) => String(i + 1));
    const cells = (from: number): string[] =>
      heads.map((_, i) => (i <= from ? this.pick("5%", "4%", "10%", "2.5%", "") : ""));
    if (this.ladder) {
      this.levels = { name: "by_level", byRank: true };
      const rows = this.ladder.ranks.map((rank, at) => `  | ${[rank, ...cells(at + 1)].join(" | ")} |`);
      return `table by_level(Title, level) {\n  | Title \\ level | ${heads.join(" | ")} |\n${rows.join("\n")}\n}`;
    }
    this.levels = { name: "by_level", byRank: false };
    return `table by_level(level) {\n  | level | ${heads.join(" | ")} |\n  | rate | ${cells(9).join(" | ")} |\n}`;
  }

  private pairing(): string {
    const lines = ["  volume PV"];
    const way = this.random.below(3);
    if (way === 0) lines.push(`  cycle ${this.pick("200 strong, 100 weak", "100 strong, 100 weak")}`);
    if (way === 1) lines.push("  steps of 100, 250, 1,000");
    if (way === 0 && this.random.chance(0.3)) lines.push("  strong side chosen each cycle");
    if (this.random.chance(0.4))
      lines.push(
        way === 0
          ? `  at most 3 cycles, rest is ${this.pick("kept", "used")}`
          : `  at most 900, rest is ${this.pick("kept", "used")}`,
      );
    lines.push(
      `  carry ${this.pick("both sides", "strong side", "nothing", "both sides, at most 500 each", "both sides, for 2 periods")}`,
    );
    if (this.random.chance(0.5)) lines.push(`  needs PV >= 50 else ${this.pick("flush", "keep", "pause")}`);
    this.names.push({ name: "Sides.matched", kind: "points" });
    if (way === 0) this.names.push({ name: "Sides.cycles", kind: "number" });
    return `pairing Sides along placement {\n${lines.join("\n")}\n}`;
  }

  private rate(stop: boolean): string {
    const percent = this.named("percent");
    switch (this.random.below(stop ? 6 : 4)) {
      case 0:
        return percent ?? "7%";
      case 1:
        return this.ladder ? `(10% if Title >= ${this.random.pick(this.ladder.ranks)} else 2%)` : "3.3%";
      case 4:
        return percent ? `${percent} - max(${percent} in path)` : "5% - 1%";
      case 5:
        return this.pick(
          "6% if level <= 3",
          "8% if level = 0",
          "6% if level >= 2 and level <= 4",
          "2% if level = 0 else 4% if level = 2",
        );
      default:
        return stop && this.levels
          ? this.levels.byRank
            ? `${this.levels.name}(Title, level)`
            : `${this.levels.name}(level)`
          : this.pick("5%", "12.5%", "0.75%");
    }
  }

  /** A condition about somebody passed, and whoever asks. */
  private byWhoAsks(): string {
    const rank = this.ladder?.name;
    return this.pick(
      `PV ${this.pick(">", "<=", "=")} my.PV`,
      rank ? `${rank} ${this.pick("=", ">=", "<")} my.${rank}` : "sponsor = my",
      "PV + 50 > my.PV and sponsor.PV < 600",
      "joined = my.joined",
    );
  }

  private lookAtPath(): string {
    return this.pick(
      `not any(${this.byWhoAsks()} in path)`,
      `count(path where ${this.byWhoAsks()}) <= ${this.random.below(3)}`,
      `sum(PV in path where ${this.byWhoAsks()}) < 900`,
      "nearest(path where PV >= 100).PV < 700",
      "sum(PV in largest 2 path by PV) < 800",
      "source = my.sponsor or below = source",
    );
  }

  private bonus(): string {
    const name = `B${this.paid.length + 1}`;
    const lines: string[] = [];
    if (this.random.chance(0.35)) {
      const of = this.random.chance(0.8) ? (this.named("points") ?? "PV") : "PV";
      lines.push(
        `  pays ${this.rate(false)} of ${of}${this.some(0.4, () => ` if ${this.condition(1)}`, "")}`,
      );
      if (this.random.chance(0.4)) lines.push(`  at most ${this.pick("$50", "$200", "$7.77")}`);
    } else {
      const earned = this.paid.length > 0 && this.random.chance(0.3);
      const base = earned
        ? `${this.pick("gross", "earned", "paid")}(${this.random.pick(this.paid)})`
        : this.random.chance(0.7)
          ? "PV"
          : (this.named("points") ?? "PV");
      const orders =
        !earned && this.hasOrders && base === "PV" && this.random.chance(0.4) ? " in orders" : "";
      const where = this.some(0.2, () => ` where PV >= 60`, "");
      const fromSelf = this.some(0.25, () => " from self", "");
      lines.push(`  on ${base}${orders}${where}${fromSelf} up ${this.tree()}`);
      if (this.random.chance(0.5)) lines.push(`  counting ${this.condition(1)}`);
      if (this.random.chance(0.2)) lines.push(`  ${this.pick("until", "through")} ${this.condition(1)}`);
      const generation = this.random.chance(0.2);
      const turns = this.random.chance(0.7) ? this.condition(1) : this.byWhoAsks();
      if (generation) lines.push(`  generation ${this.pick("opens", "closes")} at ${turns}`);
      const rate = generation
        ? `4% if generation ${this.pick("= 0", "= 1", "<= 2", ">= 1")}`
        : this.random.chance(0.85)
          ? this.rate(true)
          : `3% if ${this.lookAtPath()}`;
      lines.push(`  pays ${rate}`);
      if (this.random.chance(0.2)) lines.push("  missed rolls up");
      if (this.random.chance(0.25)) lines.push(`  at most ${this.pick("$100", "$33.33")}`);
      if (this.random.chance(0.2)) lines.push(`  each at most ${this.pick("$5", "$12.34")}`);
    }
    this.paid.push(name);
    return `bonus ${name} {\n${lines.join("\n")}\n}`;
  }

  private pool(): string {
    const cap = this.some(
      0.4,
      () => `\n  each at most $40${this.some(0.5, () => ", sharing the rest", "")}`,
      "",
    );
    const rounding = this.some(
      0.3,
      () => `\n  rounding ${this.pick("share down to $1", "parts half up to $0.01")}`,
      "",
    );
    return `pool Summit {\n  pot 2% of sum(PV in company)\n  shares ${this.pick("1", "PV / 100", "2")} if ${this.condition(1)}${cap}${rounding}\n}`;
  }

  private limit(): string {
    const first = this.random.pick(this.paid);
    const several = this.paid.length > 1 && this.random.chance(0.5);
    const names = several ? this.paid.slice(0, 2) : [first];
    const scaling = several ? this.some(0.4, () => `, scaling ${names[1]}`, "") : "";
    const order = this.some(0.3, () => this.pick(", lowest PV first", ", latest joined first"), "");
    return `limit ${names.join(" + ")} to ${this.pick("3%", "1%", "40%")} of sum(PV in company)${order}${scaling}`;
  }

  /** Rules by the week and by the quarter, which read one another and what is monthly. */
  private otherClocks(): string[] {
    const parts: string[] = [];
    const long = () => this.pick("previous", "so_far");
    const figure = this.named("points") ?? "PV";
    const isPaired =
      this.trees.includes("placement") && this.names.every(({ name }) => name !== "Sides.matched");
    if (this.random.chance(0.7)) {
      const body = this.pick("PV", "sum(PV in downline)", "previous(PV) + PV", "max(PV in frontline)");
      parts.push(
        `weekly measure weekly_volume = ${body}`,
        `measure of_weeks = ${this.pick(
          "max(weekly_volume in weeks)",
          "min(weekly_volume in weeks)",
          "sum(weekly_volume in weeks where weekly_volume >= 100)",
          "sum(weekly_volume in weeks, each at most 60% of total)",
          "sum(max(weekly_volume - my.weekly_volume in weeks) in frontline)",
        )}`,
        `measure busy = ${this.pick(
          "count(weeks where weekly_volume > 0) >= 2",
          "any(count(frontline where weekly_volume > my.weekly_volume) > 0 in weeks)",
          "any(weekly_volume >= 250 in weeks)",
          "all(weekly_volume >= 0 in weeks)",
        )}`,
        `bonus OfWeeks { pays 3% of of_weeks if busy }`,
      );
      if (this.random.chance(0.5)) parts.push("measure in_team = sum(of_weeks in downline)");
    }
    const condition = (): string =>
      this.pick(
        `${long()}(${figure}) >= 100`,
        `${long()}(${this.condition(1)})`,
        this.ladder ? `${long()}(${this.ladder.name}) >= ${this.random.pick(this.ladder.ranks)}` : "PV > 0",
      );
    parts.push(
      this.random.chance(0.5)
        ? `weekly bonus Week {\n  on PV up ${this.tree()}\n  pays 6% if level <= 2 and ${condition()}\n}`
        : `weekly bonus Week {\n  pays (5% if ${condition()} else 2%) of PV${this.some(0.4, () => "\n  at most $30", "")}\n}`,
    );
    if (isPaired) {
      const needs = this.some(
        0.5,
        () => `\n  needs ${condition()} else ${this.pick("flush", "keep", "pause")}`,
        "",
      );
      parts.push(
        `weekly pairing Teams along placement {\n  volume PV\n  carry ${this.pick("both sides", "both sides, for 3 periods", "strong side")}${needs}\n}`,
        "weekly bonus Pairs {\n  pays 10% of Teams.matched\n}",
      );
    }
    if (this.random.chance(0.5))
      parts.push(
        `bonus OnWeeks {\n  on ${this.pick("paid", "earned")}(Week) up sponsor\n  pays 50% if level = 1\n}`,
      );
    if (this.random.chance(0.5))
      parts.push(
        this.pick(
          `quarterly pool Quarter {\n  pot 1% of sum(PV in company)\n  shares count(months where ${this.condition(2)})\n}`,
          `quarterly bonus Quarter {\n  pays 2% of sum(${figure} in months)\n}`,
          `quarterly bonus Quarter {\n  pays 1% of PV if any(${this.condition(2)} in months)\n}`,
          `quarterly measure in_quarter = PV\nbonus Quarter { pays 1% of PV if count(frontline where ${long()}(in_quarter > my.in_quarter)) >= 1 }`,
          `quarterly measure in_quarter = PV\npool Quarter {\n  pot 1% of ${long()}(sum(in_quarter in company))\n  shares PV\n}`,
          `pool Quarter {\n  pot 1% of max(sum(PV in company) in weeks)\n  shares 1\n}`,
        ),
      );
    if (this.random.chance(0.3)) parts.push("weekly limit Week to $40 for each person");
    if (this.random.chance(0.3))
      parts.push(
        this.pick(
          `weekly bonus OnMonth {\n  on ${this.pick("gross", "earned", "paid")}(${this.random.pick(this.paid)}) up sponsor\n  pays 10% if level = 1\n}`,
          "weekly measure in_week = payout\nmeasure most_in_week : money = max(in_week in weeks)",
          `daily measure of_day = PV\nyearly measure of_year = ${this.pick("sum", "max")}(of_day in days)`,
          `yearly bonus Year { pays 1% of PV if count(${this.pick("weeks", "months")} where PV > 0) >= 2 }`,
        ),
      );
    return parts;
  }

  private charge(): string {
    return `charge Fee { takes ${this.pick("2%", "11.33%")} of paid(${this.random.pick(this.paid)}) }`;
  }
}
