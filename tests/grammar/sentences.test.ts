import type { IToken, TokenType } from "chevrotain";
import { describe, expect, test } from "vitest";
import { parser } from "../../grammar/rules.ts";
import { expectedAt, mayEnd, type Standing, startOf, step } from "../../grammar/walk.ts";
import { check } from "../../src/check/check.ts";
import { planWith } from "../../src/diagnostics/problems/wording.ts";
import { seeded } from "../../src/downline/random.ts";
import { parse } from "../../src/syntax/parse.ts";

type Random = ReturnType<typeof seeded>;

const closing = /^(CloseParen|CloseBrace|RowEnd)$/;
const simple = /^(Number|Name|Money)$/;

/** A declaration by lot: any token that the grammar allows, and from some length on what ends it soonest. */
function sentence(random: Random): readonly TokenType[] | null {
  let standing: Standing = startOf("item");
  const types: TokenType[] = [];
  const length = 6 + random.below(40);
  for (; types.length < 160; ) {
    const ends = types.length >= length;
    if (ends && mayEnd(standing)) return types;
    const all = [...expectedAt(standing).keys()];
    if (all.length === 0) return mayEnd(standing) ? types : null;
    const last = all.find(({ name }) => closing.test(name)) ?? all.find(({ name }) => simple.test(name));
    const next = ends && last && random.chance(0.7) ? last : random.pick(all);
    types.push(next);
    standing = step(standing, next);
  }
  return null;
}

const tokenOf = (type: TokenType, at: number): IToken => ({
  image: type.name,
  tokenType: type,
  tokenTypeIdx: type.tokenTypeIdx!,
  startOffset: 2 * at,
  endOffset: 2 * at + 1,
  startLine: 1,
});

/** A time of weeks that is picked by: `largest 2 * 3 weeks`. It is none of the language, and is told. */
const picksByTime = (types: readonly TokenType[]): boolean =>
  /\b(largest|smallest)\b.* (days|weeks|months|years)\b/.test(types.map(({ name }) => name).join(" "));

test("what the grammar allows, token by token, the parser reads", () => {
  const random = seeded(20);
  let read = 0;
  while (read < 1500) {
    const types = sentence(random);
    if (!types || picksByTime(types)) continue;
    parser.input = types.map(tokenOf);
    parser.item();
    expect([types.map(({ name }) => name).join(" "), parser.errors]).toEqual([expect.any(String), []]);
    read++;
  }
});

describe("a line that begins as the one before may go on", () => {
  const pool = (rest: string) => check(parse(planWith(`pool P { pot $10 shares 1 ${rest} }`)));
  const bonus = (rest: string) => check(parse(planWith(`bonus B { on PV up sponsor pays 5% ${rest} }`)));

  test("`each at most` behind a rounding caps each payment, and rounds none of them", () => {
    const { plan, diagnostics } = bonus("rounding down to $0.10 each at most $3");
    expect(diagnostics).toEqual([]);
    const { eachAtMost, atMost, roundEachLine } = plan!.bonuses.get("B")!;
    expect([eachAtMost, atMost, roundEachLine]).toEqual([expect.anything(), null, false]);
  });

  test("`each at most` behind the rounding of a pool", () => {
    const { plan } = pool("rounding parts down to $0.10 each at most $4, sharing the rest");
    expect(plan!.pools.get("P")).toMatchObject({ eachAtMost: expect.anything(), sharingTheRest: true });
  });
});

test("where the parser sticks at what the grammar allows, it is told", () => {
  const { diagnostics } = parse(planWith("measure most = sum(PV in largest 2 * 3 weeks by PV)"));
  expect(diagnostics.map(({ code }) => code)).toEqual(["syntax/unexpected"]);
});
