import type { Entry } from "../entry.ts";
import { orList, planWith, replace } from "./wording.ts";

export type GroupFacts = {
  "group/missing": { name: string };
  "group/pick-by-what": { which: string };
  "group/by-without-pick": Record<never, never>;
  "group/no-levels": { base: string; word: "counting" | "until" | "through" };
  "group/heads-only": { name: string };
  "group/all-of-few-periods": Record<never, never>;
  "group/no-share-of-total": Record<never, never>;
  "group/no-people": { name: string };
  "group/too-many-legs": { most: number; found: number };
  "clock/not-here": { word: string };
  "clock/longer": { name: string; own: string; reader: string };
  "clock/shorter": { name: string; own: string; reader: string; group: string };
  "clock/group": { group: string; reader: string };
  "clock/pick": { which: string; group: string };
  "clock/who-asks": { word: string; adverb: string };
  "clock/limit": { name: string; own: string; reader: string };
  "clock/other-unit": { unit: string; clock: string };
  "clock/unknown": { name: string; clocks: readonly string[] };
  /** `trees`: those along which the rules of the circle look; who is below in one may be above in another. */
  "rule/needs-itself": {
    steps: readonly { name: string; needs: string; who: string }[];
    trees: readonly string[];
  };
};

/** So much of a circle is told that one can go along it. */
const STEPS_TOLD = 10;

/** Groups of people, orders and periods; clocks; and rules that go in a circle. */
export const groupProblems: { readonly [C in keyof GroupFacts]: Entry<GroupFacts[C]> } = {
  "group/missing": {
    severity: "error",
    message: ({ name }) => `\`${name}\` goes through a group: say which, as in \`${name}(… in downline)\`.`,
    help: {
      why: "A sum, a count or a maximum of many needs to know of whom.",
      wrong: planWith("measure GV = sum(PV)"),
      right: planWith("measure GV = sum(PV in downline)"),
    },
  },
  "group/pick-by-what": {
    severity: "error",
    message: ({ which }) => `The ${which} by what? Say it behind the group, as in \`${which} 2 legs by GV\`.`,
    help: {
      why: "Legs can be compared by many things.",
      wrong: planWith("measure GV = PV + sum(PV in downline)\nmeasure outside = sum(GV in smallest 2 legs)"),
      right: planWith(
        "measure GV = PV + sum(PV in downline)\nmeasure outside = sum(GV in smallest 2 legs by GV)",
      ),
    },
  },
  "group/by-without-pick": {
    severity: "error",
    message: () => "`by` belongs to `largest` or `smallest`, as in `largest 2 legs by GV`.",
    help: {
      why: "Without a pick all of the group is gone through, in whatever order.",
      wrong: planWith("measure GV = PV + sum(PV in downline)\nmeasure outside = sum(GV in legs by GV)"),
      right: planWith(
        "measure GV = PV + sum(PV in downline)\nmeasure outside = sum(GV in largest 2 legs by GV)",
      ),
    },
  },
  "group/no-levels": {
    severity: "error",
    message: ({ base, word }) =>
      word === "counting"
        ? `\`counting\` makes levels, and \`${base}\` has none; use \`where\` to leave people out.`
        : `\`${word}\` ends a way down or up a tree, and \`${base}\` is no such way; use \`where\` to leave out what is not meant.`,
    help: {
      why: "Who is not counted uses up no level, and a boundary ends a way: that means something only where one goes down or up a tree.",
      wrong: planWith("measure active_frontline = count(frontline counting PV > 0)"),
      right: planWith("measure active_frontline = count(frontline where PV > 0)"),
    },
  },
  "group/heads-only": {
    severity: "hint",
    message: ({ name }) =>
      `This adds only the own \`${name}\` of those who head the legs; for whole legs write \`sum(${name} in downline)\`, or sum a measure of the group.`,
    help: {
      why: "In `legs` a bare name is of the head of the leg, and an input of the head is mostly not what is meant.",
      wrong: planWith("measure team = sum(PV in legs)"),
      right: planWith("measure team = sum(PV in downline)"),
    },
  },
  "group/all-of-few-periods": {
    severity: "hint",
    message: () =>
      "In the first periods of a person there are fewer to look at, so `all` may hold early; to ask for a full run write `count(last … periods where …) = …`.",
    help: {
      why: "Periods before joining are not gone through, and `all` of few is easily true.",
      wrong: planWith("measure steady = all(PV >= 100 in last 4 periods)"),
      right: planWith("measure steady = count(last 4 periods where PV >= 100) = 4"),
    },
  },
  "group/no-share-of-total": {
    severity: "error",
    message: () =>
      "Behind `each at most` only a share may be taken of `total`, with something beside it: `40% of total`, `100 + 40% of (PV + total)`.",
    help: {
      why: "The limit goes by the very sum that it limits. Of a share there is one largest sum that keeps it; of `max(100, 50% of total)` there may be several.",
      wrong: planWith("measure kept = sum(PV in frontline, each at most max(100, 50% of total))"),
      right: planWith("measure kept = sum(PV in frontline, each at most 100 + 50% of total)"),
    },
  },
  "group/no-people": {
    severity: "error",
    message: ({ name }) =>
      `\`${name}\` looks for somebody, and in orders and periods there is nobody: let it go through people, such as \`upline\` or \`company\`.`,
    help: {
      why: "Of a person's own orders and periods none is nearer than another; of them there are sums, counts and the like.",
      wrong: planWith("measure best = place(PV in last 3 periods)"),
      right: planWith("measure best = PV >= max(PV in last 3 periods)"),
    },
  },
  "group/too-many-legs": {
    severity: "error",
    message: ({ most, found }) =>
      `\`separate_legs\` looks at every set of its conditions, so it takes ${most} of them at most; here are ${found}. Let one condition ask for several legs, as in \`2 where GV >= 100\`.`,
    help: {
      why: "Which leg serves which condition is found by looking at all sets of the conditions, of which there are twice as many with each one more.",
      wrong: planWith(
        `measure built = separate_legs(${[1, 2, 3, 4, 5, 6, 7].map((n) => `1 where PV >= ${n * 100}`).join(", ")})`,
      ),
      right: planWith("measure built = separate_legs(1 where PV >= 500, 6 where PV >= 100)"),
    },
  },
  "clock/not-here": {
    severity: "error",
    message: ({ word }) =>
      `\`${word}\` belongs before a measure, ranks, a bonus, a pool, a limit, a pairing or a board: this has no clock.`,
    mends: (_, at) => [
      { title: "Leave it out", edits: [{ span: { from: at.from, to: at.to + 1 }, insert: "" }] },
    ],
    help: {
      why: "Inputs, params, tables and trees are what they are at any time.",
      wrong: planWith("weekly input CV : volume\n\nmeasure both = CV > 0 and PV > 0"),
      right: planWith("input CV : volume\n\nmeasure both = CV > 0 and PV > 0"),
    },
  },
  "clock/longer": {
    severity: "error",
    message: ({ name, own, reader }) =>
      `\`${name}\` is ${own} and this rule ${reader}, so it is not finished yet: \`previous(${name})\` is the last that is, \`so_far(${name})\` what it stands at.`,
    mends: ({ name }, at) => [replace(at, `previous(${name})`), replace(at, `so_far(${name})`)],
    help: {
      why: "A month is not over when its weeks are paid.",
      wrong: planWith(
        "measure active = PV >= 100\n\nweekly bonus Level {\n  on PV up sponsor\n  pays 5% if active\n}",
      ),
      right: planWith(
        "measure active = PV >= 100\n\nweekly bonus Level {\n  on PV up sponsor\n  pays 5% if so_far(active)\n}",
      ),
    },
  },
  "clock/shorter": {
    severity: "error",
    message: ({ name, own, reader, group }) =>
      `\`${name}\` is ${own} and this rule ${reader}: say what of it, as in \`sum(${name} in ${group})\` or \`any(${name} in ${group})\`.`,
    help: {
      why: "A month has several weeks; only amounts of orders and bonuses add up by themselves.",
      wrong: planWith("weekly measure busy = PV >= 100\n\nmeasure steady = busy"),
      right: planWith("weekly measure busy = PV >= 100\n\nmeasure steady = all(busy in weeks)"),
    },
  },
  "clock/group": {
    severity: "error",
    message: ({ group, reader }) =>
      `A ${reader} rule has no \`${group}\` to go through: they are not shorter than its own period.`,
    help: {
      why: "Only the periods of a shorter clock lie inside of a rule's own.",
      wrong: planWith("measure busy = count(months where PV >= 100)"),
      right: planWith("measure busy = count(weeks where PV >= 100)"),
    },
  },
  "clock/pick": {
    severity: "error",
    message: ({ which, group }) =>
      `\`${which}\` picks among people, orders and the plan's own periods, not among \`${group}\`; say with \`where\` which of them count, or take the \`max\` of all.`,
    help: {
      why: "The periods of a shorter clock are added up, counted or compared as they come, and nothing is kept of each.",
      wrong: planWith("weekly measure sold = PV\n\nmeasure best = sum(sold in largest (2) weeks by sold)"),
      right: planWith("weekly measure sold = PV\n\nmeasure best = max(sold in weeks)"),
    },
  },
  "clock/who-asks": {
    severity: "error",
    message: ({ word, adverb }) =>
      `Of another clock only what it has of single people is compared with who asks, and \`${word}\` would go through its orders or periods for each of them; make that a ${adverb} measure of one person, and compare the measure.`,
    help: {
      why: "Each clock is worked out by itself, and brings the others what it has of each person. It knows nobody who asks from there.",
      wrong: planWith(
        "quarterly measure sold = PV\n\nmeasure ahead = count(frontline where previous(highest(sold - my.sold) > 0))",
      ),
      right: planWith(
        "quarterly measure best = highest(PV)\n\nmeasure ahead = count(frontline where previous(best > my.best))",
      ),
    },
  },
  "clock/limit": {
    severity: "error",
    message: ({ name, own, reader }) =>
      `\`${name}\` is ${own} and this limit ${reader}; write \`${own} limit …\`, or limit bonuses of one clock.`,
    help: {
      why: "A limit caps what is paid together, at one time.",
      wrong: planWith("weekly bonus Retail {\n  pays 20% of PV\n}\n\nlimit Retail to $100"),
      right: planWith("weekly bonus Retail {\n  pays 20% of PV\n}\n\nweekly limit Retail to $100"),
    },
  },
  "clock/other-unit": {
    severity: "error",
    message: ({ unit, clock }) =>
      `The periods of this plan are ${clock}s, so \`last … ${unit}\` cannot be counted in them; write \`last … periods\`.`,
    help: {
      why: "A window of periods is counted in the plan's own.",
      wrong: planWith("measure recent = sum(PV in last 3 weeks)"),
      right: planWith("measure recent = sum(PV in last 3 months)"),
    },
  },
  "clock/unknown": {
    severity: "error",
    message: ({ name, clocks }) => `A plan runs by ${orList(clocks)}; \`${name}\` is none of them.`,
    mends: ({ name, clocks }, at) => {
      const near = clocks.find((clock) => name.toLowerCase().startsWith(clock.slice(0, 2)));
      return [replace(at, near ?? "month")];
    },
    help: {
      why: "The period is the clock by which the plan is settled.",
      wrong: 'plan "Example" {\n  currency USD\n  period   fortnight\n}\n',
      right: 'plan "Example" {\n  currency USD\n  period   week\n}\n',
    },
  },
  "rule/needs-itself": {
    severity: "error",
    message: ({ steps, trees }) => {
      const [first, ...rest] = steps;
      const mend =
        trees.length > 1
          ? `Who is below in ${trees.map((tree) => `\`${tree}\``).join(" may be above in ")}: look along one tree, or take last period's with \`previous(…)\`.`
          : "Take last period's with `previous(…)`, or look only at people below.";
      const way = rest.slice(0, STEPS_TOLD).map(({ needs, who }) => `which needs \`${needs}\` ${who}`);
      if (rest.length > STEPS_TOLD)
        way.push(`and so on through ${rest.length - STEPS_TOLD} more, back to \`${first!.name}\``);
      return `\`${first!.name}\` depends on itself: it needs \`${first!.needs}\` ${first!.who}${way.length > 0 ? `, ${way.join(", ")}` : ""}. ${mend}`;
    },
    help: {
      why: "A rule must be worked out before it can be used; a circle is allowed only where it goes strictly down a tree, strictly up, or back in time.",
      wrong: planWith("measure a = PV + b\nmeasure b = 5% of a"),
      right: planWith("measure a = PV + previous(b)\nmeasure b = 5% of a"),
    },
  },
};
