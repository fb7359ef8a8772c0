/** What functions of spreadsheets are in a plan, by their names in small letters. */
export const fromSpreadsheets: Readonly<Record<string, string>> = {
  ...of(["if", "ifs"], "A condition stands behind what it is about: `10% if active else 5%`."),
  and: "Conditions are joined by the word between them: `a and b`.",
  or: "Conditions are joined by the word between them: `a or b`.",
  not: "The word stands before the condition, as in `not active`.",
  ...of(["average", "avg", "mean"], "An average is a sum divided by a count."),
  ...of(
    ["round", "roundup", "rounddown"],
    "Amounts are rounded when they are paid, by a line of the header or of a bonus: `rounding half even to $0.01`.",
  ),
  ...of(["sumif", "sumifs"], "A sum with a condition is `sum(PV in downline where active)`."),
  ...of(["countif", "countifs"], "A count with a condition is `count(downline where active)`."),
  ...of(
    ["vlookup", "hlookup", "xlookup", "lookup", "index"],
    "A table is looked up by its own name, as in `rates(level)`.",
  ),
  ...of(["int", "floor", "trunc"], "Decimals are cut off by `whole(…)`."),
  ...of(["total", "subtotal"], "A total of many people is `sum(PV in downline)`."),
  ...of(
    ["large", "largest", "top", "second", "second_largest"],
    "The second largest is `min(… in largest 2 legs by …)`.",
  ),
};

/** What is written for a function of a spreadsheet, with what stands in its parentheses; null where that is not plain. */
export function inPlan(name: string, args: readonly string[]): string | null {
  const [first = "", second = "", third] = args;
  const isMany = args.length > 1;
  switch (name.toLowerCase()) {
    case "if":
    case "iif":
      return isMany ? `${second} if ${first}${third === undefined ? "" : ` else ${third}`}` : null;
    case "and":
    case "or":
      return isMany ? args.join(` ${name.toLowerCase()} `) : null;
    case "average":
    case "avg":
    case "mean": {
      const group = / in (.+)$/s.exec(first)?.[1];
      return group === undefined || isMany ? null : `sum(${first}) / count(${group})`;
    }
    case "countif":
      return isMany ? `count(${first} where ${second})` : null;
    case "len":
    case "length":
    case "size":
      return isMany || first === "" ? null : `count(${first})`;
    default:
      return null;
  }
}

/** Values as other languages write them. */
export const otherValues: Readonly<Record<string, string>> = {
  true: "yes",
  false: "no",
  null: "none",
  ...of(["this", "self"], "my"),
  ...of(["parent", "enroller", "enroler", "recruiter"], "sponsor"),
};

/** Types as people call them. */
export const otherTypes: Readonly<Record<string, string>> = {
  ...of(["points", "point", "units"], "volume"),
  ...of(["dollars", "euros", "amount", "currency", "usd", "eur", "price"], "money"),
  ...of(["percentage", "rate", "share"], "percent"),
  ...of(["integer", "int", "decimal", "float", "figure"], "number"),
  ...of(["boolean", "bool", "flag"], "yes/no"),
  ...of(["string", "word", "name"], "text"),
  ...of(["day", "time", "datetime"], "date"),
  ...of(["member", "distributor", "people"], "person"),
};

/** How a wish of a brochure is said in a bonus, by the word that its line begins with. */
export const linesOfBonuses: Readonly<Record<string, string>> = {
  ...of(
    ["levels", "level", "depth", "deep"],
    "How deep it goes is a condition of what is paid, as in `pays 5% if level <= 5`.",
  ),
  ...of(
    ["cap", "capped", "max", "maximum", "limit", "ceiling", "upto"],
    "The most that somebody is paid is a line `at most $500`.",
  ),
  ...of(
    [
      "requires",
      "require",
      "requirement",
      "needs",
      "qualified",
      "qualification",
      "condition",
      "if",
      "when",
      "unless",
      "eligible",
    ],
    "A condition stands behind what is paid, as in `pays 10% if active`.",
  ),
  ...of(
    ["for", "to", "who", "where", "only"],
    "Who is paid is a condition behind what is paid, as in `pays 10% if Title >= Gold`.",
  ),
  ...of(
    ["compress", "compression", "dynamic", "skip"],
    "Compression is said with `counting`: who is not counted takes up no level.",
  ),
  ...of(["base", "basis", "volume"], "What is paid on is a line `on`, as in `on CV up sponsor`."),
  ...of(
    ["rate", "percent", "percentage", "amount", "commission", "earns"],
    "The rate is a line `pays`, as in `pays 5%`.",
  ),
  ...of(
    ["paid", "payable", "weekly", "monthly"],
    "How often it is paid is said before the declaration, as in `weekly bonus`.",
  ),
};

function of(words: readonly string[], say: string): Record<string, string> {
  return Object.fromEntries(words.map((word) => [word, say]));
}
