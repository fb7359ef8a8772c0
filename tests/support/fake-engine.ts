import { MONEY, PERCENT, points, rank, type Type, YES_NO } from "../../src/check/types.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type {
  BonusReport,
  ColumnOutline,
  EngineApi,
  Figure,
  LoadReport,
  LoadRequest,
  Outcome,
  PersonName,
  PersonReport,
  Results,
  TreeNode,
} from "../../src/engine/protocol.ts";

/**
 * An engine for looking at the page without one: some three hundred made-up people, and a plan that it does not read
 * beyond its percentages and its `param`. Nothing of it is shipped, and its sums are not to be believed: only their looks.
 */
const RANKS = ["Member", "Bronze", "Silver", "Gold", "Diamond"];
const FIRST =
  "Ann Ben Chiara Dov Elif Femi Grace Hugo Ines Jonas Kaya Lin Maya Noor Omar Pia Quentin Rosa Sven Tala Uma Victor Wanda Xenia Yusuf Zoe".split(
    " ",
  );
const LAST =
  "Okafor Lindqvist Moreau Tanaka Weber Silva Novak Haddad Brandt Kowalski Iyer Castellanos-Montgomery Fitzgerald Adeyemi Park Rossi".split(
    " ",
  );

type Person = {
  id: string;
  name: string;
  parent: number;
  joined: string;
  customer: boolean;
  pv: number;
  depth: number;
  children: number[];
  below: number;
};

const random = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 4294967296;
};

function makePeople(count: number): Person[] {
  const next = random(7);
  const people: Person[] = [];
  for (let index = 0; index < count; index++) {
    const parent =
      index === 0
        ? -1
        : index < 6
          ? 0
          : index > count - 90 && next() < 0.7
            ? 3
            : Math.floor(next() ** 1.7 * index);
    const customer = index > 20 && next() < 0.15;
    const from = people[parent]?.customer ? 0 : parent;
    people.push({
      id: String(1001 + index),
      name: `${FIRST[Math.floor(next() * FIRST.length)]} ${LAST[Math.floor(next() * LAST.length)]}`,
      parent: from,
      joined: `2025-${String(1 + Math.floor((index / count) * 12)).padStart(2, "0")}-${String(1 + Math.floor(next() * 28)).padStart(2, "0")}`,
      customer,
      pv: next() < 0.3 ? 0 : Math.round(next() ** 2 * 400 + 20),
      depth: from < 0 ? 0 : people[from]!.depth + 1,
      children: [],
      below: 0,
    });
    if (from >= 0) people[from]!.children.push(index);
  }
  for (let index = count - 1; index > 0; index--)
    people[people[index]!.parent]!.below += 1 + people[index]!.below;
  return people;
}

const money = (cents: number): string => (cents / 100).toFixed(2);
const PV = points("PV");
const spanOf = (text: string, part: string) => {
  const from = Math.max(0, text.indexOf(part));
  return { from, to: from + part.length };
};

export class FakeEngine implements EngineApi {
  private people = makePeople(310);
  private title = "Evergreen sample";
  private synthetic = true;
  private text = "";
  private gv: number[] = [];
  private ranks: number[] = [];
  private team: number[] = [];
  private match: number[] = [];
  private period = "2026-03";
  private readonly delayMs: number;

  constructor(delayMs = 0) {
    this.delayMs = delayMs;
  }

  private async soon<A>(answer: A): Promise<A> {
    if (this.delayMs) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    return structuredClone(answer);
  }

  async giveWay(): Promise<void> {}
  async giveUpLoading(): Promise<void> {}

  change(): Promise<null> {
    return this.soon(null);
  }

  load(request: LoadRequest): Promise<LoadReport> {
    const lines = String(request.people.text).trim().split(/\r?\n/);
    const bad = lines.flatMap((line, index) => (/nobody/.test(line) ? [index + 1] : []));
    const faults = bad.map((line) => ({
      file: request.people.name,
      line,
      column: "sponsor",
      severity: "error" as const,
      message: "There is no person with the id nobody: correct the sponsor, or leave the row out.",
    }));
    const good = faults.length === 0 || request.leaveOutBadRows;
    if (good) {
      this.title = request.title;
      this.synthetic = request.synthetic;
      const rows = lines.length - 1 - bad.length;
      this.people = makePeople(rows < 2 || rows > 5000 ? 310 : rows);
    }
    const people = lines.length - 1 - bad.length;
    return this.soon({
      loaded: good,
      people: this.people.length,
      orders: 0,
      faults,
      faultCount: faults.length,
      errorCount: faults.length,
      remaining: faults.length ? { people, orders: 0, leftOutPeople: bad.length, leftOutOrders: 0 } : null,
    });
  }

  async evaluate({ text, revision, period }: Parameters<EngineApi["evaluate"]>[0]): Promise<Outcome> {
    if (text.includes("forever")) return new Promise(() => {});
    const problems: Diagnostic[] = [];
    const wrong = text.indexOf("??");
    if (wrong >= 0)
      problems.push({
        code: "syntax/unexpected" as Diagnostic["code"],
        severity: "error",
        span: { from: wrong, to: wrong + 2 },
        message: "There is no value here: write a figure or the name of a measure, such as GV.",
        labels: [],
        mends: [{ title: "Write 100", edits: [{ span: { from: wrong, to: wrong + 2 }, insert: "100" }] }],
      });
    const odd = text.indexOf("Summit");
    if (odd >= 0 && text.includes("2% of sum(CV"))
      problems.push({
        code: "check/unused" as Diagnostic["code"],
        severity: "warning",
        span: { from: odd, to: odd + 6 },
        message: "Nobody can reach Summit on these people: no one is Diamond. Check that this is meant.",
        labels: [],
        mends: [],
      });
    if (wrong >= 0) return this.soon({ revision, problems, results: null, faults: [] });
    this.text = text;
    this.period = period ?? "2026-03";
    this.compute(text);
    return this.soon({
      revision,
      problems,
      results: this.results(text),
      faults: [],
    });
  }

  private compute(text: string): void {
    const unlock = Number(/param unlock\s*=\s*(\d+)/.exec(text)?.[1] ?? 100);
    const rate = Number(/\| Bronze\s*\|\s*(\d+(?:\.\d+)?)%/.exec(text)?.[1] ?? 5) / 100;
    const { people } = this;
    const shift = this.period === "2026-03" ? 1 : 0.8;
    this.gv = people.map(({ pv }) => Math.round(pv * shift));
    for (let index = people.length - 1; index > 0; index--)
      this.gv[people[index]!.parent]! += this.gv[index]!;
    this.ranks = people.map(({ pv, customer }, index) => {
      if (customer || pv < 20) return -1;
      const gv = this.gv[index]!;
      return pv >= 200 && gv > 10_000 ? 4 : pv >= 100 && gv > 4000 ? 3 : gv > 1500 ? 2 : gv > 400 ? 1 : 0;
    });
    this.team = people.map(() => 0);
    people.forEach(({ pv, parent }) => {
      let level = 1;
      for (let up = parent; up >= 0 && level <= 4; up = people[up]!.parent) {
        if (people[up]!.pv < unlock) continue;
        if (this.ranks[up]! >= 1) this.team[up]! += Math.round(pv * 80 * rate * (level === 4 ? 0.8 : 1));
        level++;
      }
    });
    this.match = people.map((_, index) =>
      this.ranks[index]! >= 3
        ? people[index]!.children.reduce((sum, child) => sum + Math.round(this.team[child]! / 10), 0)
        : 0,
    );
  }

  private columns(): ColumnOutline[] {
    const column = (name: string, role: ColumnOutline["role"], type: Type): ColumnOutline => ({
      name,
      role,
      type,
      span: spanOf(this.text, name),
    });
    return [
      column("PV", "input", PV),
      column("CV", "input", points("CV")),
      column("active", "measure", YES_NO),
      column("GV", "measure", PV),
      column("Title", "rank", rank("Title")),
      column("Team", "bonus", MONEY),
      column("Match", "bonus", MONEY),
      column("Summit", "pool", MONEY),
      { ...column("payout", "payout", MONEY), span: null },
    ];
  }

  private figure(person: number, column: string): Figure {
    const { pv } = this.people[person]!;
    const amount = (value: number, decimals = 0): Figure => ({ text: value.toFixed(decimals), size: value });
    switch (column) {
      case "PV":
        return amount(pv);
      case "CV":
        return amount(pv * 0.8, 1);
      case "active":
        return { text: pv >= 100 ? "yes" : "no", size: pv >= 100 ? 1 : 0 };
      case "GV":
        return amount(this.gv[person]!);
      case "Title":
        return { text: RANKS[this.ranks[person]!] ?? "", size: this.ranks[person]! };
      case "Team":
        return { text: money(this.team[person]!), size: this.team[person]! / 100 };
      case "Match":
        return { text: money(this.match[person]!), size: this.match[person]! / 100 };
      case "payout":
        return { text: money(this.pay(person)), size: this.pay(person) / 100 };
      default:
        return { text: "0.00", size: 0 };
    }
  }

  private pay = (person: number): number => this.team[person]! + this.match[person]!;

  private results(text: string): Results {
    const { people } = this;
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    const distributors = people.flatMap(({ customer }, index) => (customer ? [] : [index]));
    const pays = distributors.map(this.pay).sort((a, b) => a - b);
    const sales = sum(people.map(({ pv }) => pv * 80));
    const paid = sum(pays);
    const median = pays[Math.floor(pays.length / 2)] ?? 0;
    const unlockAt = /param unlock\s*=\s*(\d+)/.exec(text);
    return {
      plan: {
        title: /plan "([^"]*)"/.exec(text)?.[1] ?? "Untitled",
        currency: "USD",
        clock: "month",
        trees: text.includes("placement") ? ["sponsor", "placement"] : ["sponsor"],
        ladders: [{ name: "Title", ranks: RANKS }],
        columns: this.columns(),
        bonuses: [
          { name: "Team", title: "Team commission", flavour: "bonus", span: spanOf(text, "bonus Team") },
          { name: "Match", title: "Leadership match", flavour: "bonus", span: spanOf(text, "bonus Match") },
          { name: "Summit", title: "Summit pool", flavour: "pool", span: spanOf(text, "pool Summit") },
        ],
        params: unlockAt
          ? [
              {
                name: "unlock",
                type: PV,
                value: unlockAt[1]!,
                from: "50",
                to: "200",
                step: "10",
                valueSpan: {
                  from: unlockAt.index + unlockAt[0].length - unlockAt[1]!.length,
                  to: unlockAt.index + unlockAt[0].length,
                },
              },
            ]
          : [],
      },
      people: {
        title: this.title,
        synthetic: this.synthetic,
        people: people.length,
        distributors: distributors.length,
        customers: people.length - distributors.length,
        orders: 742,
      },
      periods: ["2026-01", "2026-02", "2026-03"],
      period: this.period,
      totals: {
        volumes: [
          { name: "PV", type: PV, total: String(sum(people.map(({ pv }) => pv))), money: null },
          { name: "CV", type: points("CV"), total: (sales / 100).toFixed(1), money: money(sales) },
        ],
        sales: { name: "CV", money: money(sales) },
        paid: money(paid),
        charged: "0",
        share: sales ? (paid / sales).toFixed(6) : null,
        distributors: distributors.length,
        paidNothing: pays.filter((pay) => pay === 0).length,
        median: money(median),
        mean: money(paid / Math.max(1, pays.length)),
        highest: money(pays.at(-1) ?? 0),
        byBonus: [
          {
            name: "Team",
            title: "Team commission",
            flavour: "bonus",
            total: money(sum(this.team)),
            people: this.team.filter(Boolean).length,
            offered: money(sum(this.team)),
            broken: [],
          },
          {
            name: "Match",
            title: "Leadership match",
            flavour: "bonus",
            total: money(sum(this.match)),
            people: this.match.filter(Boolean).length,
            offered: money(sum(this.match)),
            broken: [],
          },
          {
            name: "Summit",
            title: "Summit pool",
            flavour: "pool",
            total: "0.00",
            people: 0,
            offered: "0.00",
            broken: [],
          },
        ],
        byRank: ["none", ...RANKS].map((name, at) => {
          const held = distributors.filter((index) => this.ranks[index] === at - 1);
          const earned = held.map(this.pay).sort((a, b) => a - b);
          return {
            rank: name,
            people: held.length,
            paid: money(sum(earned)),
            median: money(earned[Math.floor(earned.length / 2)] ?? 0),
            paidNothing: earned.filter((pay) => pay === 0).length,
          };
        }),
      },
      workedOutBy: { kind: "evaluator", because: "the people are few" },
      milliseconds: { check: 1.2, run: 8.4 },
    };
  }

  async examples() {
    const { text } = this;
    return [...text.matchAll(/example "([^"]*)"/g)].map((match, index) => ({
      title: match[1]!,
      span: { from: match.index, to: match.index + match[0].length },
      passed: 2,
      failures:
        index === 1 && !text.includes("1,140 |")
          ? [
              {
                span: { from: match.index, to: match.index + match[0].length },
                message: "Gil.Match was expected to be $13.00 and is $21.00.",
              },
            ]
          : [],
    }));
  }

  tree({ focus, open, columns, mostChildren, largestBy, mostPeople }: Parameters<EngineApi["tree"]>[0]) {
    const opened = new Set(open);
    const nodes: TreeNode[] = [];
    const visit = (person: number, parent: number): void => {
      if (nodes.length >= mostPeople) return;
      const { id, name, customer, depth, children, below } = this.people[person]!;
      const isOpen = opened.has(person) && children.length > 0;
      const sorted = largestBy
        ? children.toSorted((a, b) => this.figure(b, largestBy).size - this.figure(a, largestBy).size)
        : children;
      const index = nodes.length;
      nodes.push({
        person,
        parent,
        id,
        name,
        customer,
        depth,
        side: "",
        children: children.length,
        below,
        open: isOpen,
        hidden: isOpen ? Math.max(0, children.length - mostChildren) : 0,
        figures: columns.map((column) => this.figure(person, column)),
      });
      if (isOpen) for (const child of sorted.slice(0, mostChildren)) visit(child, index);
    };
    visit(focus ?? 0, -1);
    const ranges = columns.map((column) => {
      const sizes = this.people.map((_, person) => this.figure(person, column).size);
      return { smallest: Math.min(...sizes), largest: Math.max(...sizes) };
    });
    return this.soon({ nodes, ranges });
  }

  rows({ columns, sort, from, to }: Parameters<EngineApi["rows"]>[0]) {
    const order = this.people.map((_, person) => person);
    if (sort) {
      const way = sort.descending ? -1 : 1;
      const key = (person: number): string | number =>
        sort.column === "id" || sort.column === "name"
          ? this.people[person]![sort.column]
          : this.figure(person, sort.column).size;
      order.sort((a, b) => (key(a) < key(b) ? -way : key(a) > key(b) ? way : a - b));
    }
    return this.soon({
      total: order.length,
      rows: order.slice(from, to).map((person) => ({
        person,
        id: this.people[person]!.id,
        name: this.people[person]!.name,
        customer: this.people[person]!.customer,
        figures: columns.map((column) => this.figure(person, column)),
      })),
    });
  }

  private named = (person: number): PersonName => ({
    person,
    id: this.people[person]!.id,
    name: this.people[person]!.name,
  });
  private upline(person: number): PersonName[] {
    const names: PersonName[] = [];
    for (let up = this.people[person]!.parent; up >= 0; up = this.people[up]!.parent)
      names.push(this.named(up));
    return names;
  }

  person({ person, mostLines }: Parameters<EngineApi["person"]>[0]): Promise<PersonReport | null> {
    const here = this.people[person];
    if (!here) return this.soon(null);
    const held = this.ranks[person]!;
    const lines = here.children
      .flatMap((child) => [child, ...this.people[child]!.children])
      .filter((each) => this.people[each]!.pv > 0);
    const bonus = (
      name: string,
      title: string,
      flavour: BonusReport["flavour"],
      cents: number,
      own: number[],
      base: (each: number) => number,
      rate: number,
    ): BonusReport => {
      const all = own.map((each) => ({
        source: this.named(each),
        level: this.people[each]!.depth - here.depth,
        base: base(each).toFixed(1),
        baseType: name === "Team" ? points("CV") : MONEY,
        rate: String(rate),
        rateType: PERCENT,
        amount: (base(each) * rate).toFixed(4),
      }));
      const isCapped = name === "Match" && cents > 0;
      return {
        name,
        title,
        flavour,
        gross: money(isCapped ? cents + 4210 : cents),
        earned: money(isCapped ? cents + 4210 : cents),
        paid: money(cents),
        span: spanOf(this.text, `bonus ${name}`),
        lines: cents ? all.slice(0, mostLines) : [],
        lineCount: cents ? all.length : 0,
        restOfLines: all
          .slice(mostLines)
          .reduce((sum, line) => sum + Number(line.amount), 0)
          .toFixed(4),
        when: "",
        notDue: false,
        reads: [],
      };
    };
    return this.soon({
      person,
      id: here.id,
      name: here.name,
      customer: here.customer,
      joined: here.joined,
      upline: this.upline(person),
      children: here.children.length,
      below: here.below,
      columns: this.columns().map(({ name, role, type }) => ({
        name,
        role,
        type,
        figure: this.figure(person, name),
        cell: null,
      })),
      ranks: [
        {
          ladder: "Title",
          held: RANKS[held] ?? "none",
          qualified: RANKS[held] ?? "none",
          career: RANKS[Math.min(4, held + (person % 3 === 0 ? 1 : 0))] ?? "none",
          next:
            held >= 4
              ? null
              : {
                  rank: RANKS[held + 1]!,
                  requirements: [
                    {
                      rule: "PV >= _",
                      met: here.pv >= 150,
                      has: String(here.pv),
                      needs: "150",
                      missing: here.pv >= 150 ? null : String(150 - here.pv),
                      type: PV,
                    },
                    {
                      rule: "capped(_) >= _",
                      met: false,
                      has: String(Math.min(this.gv[person]!, 9960)),
                      needs: "10000",
                      missing: String(10000 - Math.min(this.gv[person]!, 9960)),
                      type: PV,
                    },
                    {
                      rule: "legs_with(Silver) >= _",
                      met: held > 1,
                      has: held > 1 ? "2" : "1",
                      needs: "2",
                      missing: held > 1 ? null : "1",
                      type: { kind: "number" },
                    },
                  ],
                },
        },
      ],
      bonuses: [
        bonus(
          "Team",
          "Team commission",
          "bonus",
          this.team[person]!,
          lines,
          (each) => this.people[each]!.pv * 0.8,
          0.05,
        ),
        bonus(
          "Match",
          "Leadership match",
          "bonus",
          this.match[person]!,
          here.children,
          (each) => this.team[each]! / 100,
          0.1,
        ),
        bonus("Summit", "Summit pool", "pool", 0, [], () => 0, 0),
      ],
      payout: money(this.pay(person)),
      orders: [],
      orderCount: 0,
    });
  }

  why() {
    return this.soon(null);
  }

  order() {
    return this.soon(null);
  }

  affected() {
    return this.soon(null);
  }

  search({ text, most }: Parameters<EngineApi["search"]>[0]) {
    const wanted = text.toLowerCase();
    const found = this.people.flatMap(({ name, id }, person) =>
      name.toLowerCase().includes(wanted) || id.startsWith(wanted) ? [person] : [],
    );
    return this.soon(
      found.slice(0, most).map((person) => ({ ...this.named(person), upline: this.upline(person) })),
    );
  }
}
