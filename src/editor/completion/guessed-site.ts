import { T } from "../../../grammar/tokens.ts";
import { rulesAround, type Standing, step } from "../../../grammar/walk.ts";
import { PERSON_SCOPE, type Scope } from "../../check/context.ts";
import { NUMBER, type Type, UNKNOWN } from "../../check/types.ts";
import type { Role, Site } from "../names/site.ts";

/**
 * What a name would do where the grammar asks for one, as far as the grammar tells: for declarations that break off so
 * early that nothing can be made of them but their first words.
 */
export function guessedSite(
  standing: Standing,
  from: number,
  isFirstOnLine: boolean,
  isBehindAlong: boolean,
): Site | null {
  const roles = step(standing, T.Name).flatMap((way) => roleOf(rulesAround([way]), isBehindAlong) ?? []);
  const role = roles.find((one) => one !== "declares person" || isFirstOnLine) ?? null;
  if (role === null || (isFirstOnLine && roles.includes("declares person"))) return null;
  const bound = new Map<string, Type>([
    ["level", NUMBER],
    ["distance", NUMBER],
  ]);
  const scope: Scope = { ...PERSON_SCOPE, journey: true, bound };
  const nothingElse = { item: null, owner: null, isAlone: true, argumentOf: null, isCell: false };
  return { span: { from, to: from }, text: "", role, scope, expected: UNKNOWN, ...nothingElse };
}

const roles: Readonly<Record<string, Role>> = {
  upClause: "tree",
  group: "tree",
  treeShape: "shape",
  typeName: "type",
  givenParam: "param",
  givenColumn: "column",
  worthSetting: "points",
  currencySetting: "currency",
  periodSetting: "clock",
  referenceStep: "value",
  personLine: "declares person",
  limitItem: "bonus",
};

/** By the innermost rule that says what its names are. */
function roleOf(rules: readonly string[], isBehindAlong: boolean): Role | null {
  const [rule] = rules.filter((one) => one !== "nameOrQuoted" && one !== "names");
  if (rule === "pairingItem" || rule === "exampleItem") return isBehindAlong ? "tree" : null;
  return (rule !== undefined && roles[rule]) || null;
}
