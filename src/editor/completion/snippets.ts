import { type OpeningWord, vocabulary } from "../../../grammar/vocabulary.ts";
import { rankNames } from "../../check/declarations.ts";
import type { Known } from "../known.ts";
import type { Option } from "./option.ts";

/** A declaration that is put in whole: with names of this plan, and a place to write over wherever it may differ. */
type Block = { readonly word: OpeningWord; readonly what: string; readonly template: string };

/** The declarations, each in its usual forms. */
export function declarationsFor(known: Known): readonly Option[] {
  return blocks(known).map(({ word, what, template }, i) => ({
    label: word,
    template,
    detail: what,
    kind: "keyword",
    fit: 60 - i,
    describe: () => ({
      title: word,
      type: "",
      code: template.replaceAll(/\$\{([^}]*)\}/g, "$1"),
      doc: vocabulary[word].doc,
    }),
  }));
}

/** The header, where a text has none yet. */
export const headerFor = (): Option => ({
  label: "plan",
  template: [
    'plan "${Name}" {',
    "  currency ${USD}",
    "  period   ${month}",
    "  rounding half even to $0.01",
    "}",
    "",
  ].join("\n"),
  detail: "the header",
  kind: "keyword",
  fit: 90,
  describe: () => ({ title: "plan", type: "", code: "", doc: vocabulary.plan.doc }),
});

const field = (text: string): string => `\${${text}}`;

function blocks(known: Known): readonly Block[] {
  const { inputs, ladders, trees, measures, bonuses, pools, kindsOfPoints, pairings } =
    known.context.declarations;
  const fresh = (name: string): string => {
    const { names } = known.context.declarations;
    let free = name;
    for (let n = 2; names.has(free); n++) free = `${name}${n}`;
    return free;
  };
  const volumes = [...kindsOfPoints].filter((name) => inputs.has(name));
  const volume = volumes[0] ?? "PV";
  const paid = volumes.find((name) => known.context.hasWorth(name)) ?? volume;
  const [ladder, ladderNode] = [...ladders][0] ?? ["Title", null];
  const ranks = ladderNode ? rankNames(ladderNode).filter((rank) => rank !== "") : [];
  const top = ranks.at(-1);
  const yesNo = [...measures].find(
    ([name, { parameters }]) =>
      parameters.length === 0 && known.context.inference.typeOf(name).kind === "yes/no",
  )?.[0];
  const active = yesNo ?? `${volume} > 0`;
  const binary = [...trees].find(([, tree]) => tree.shape?.text === "binary")?.[0];
  const payable = [
    ...[...bonuses].filter(([, { flavour }]) => flavour === "bonus").map(([name]) => name),
    ...pools.keys(),
  ];
  const pairing = pairings.keys().next().value;
  const lines = (...of: string[]): string => of.join("\n");

  return [
    {
      word: "measure",
      what: "a value of every person",
      template: `measure ${field(fresh("GV"))} = ${field(`${volume} + sum(${volume} in downline)`)}`,
    },
    {
      word: "bonus",
      what: "that goes up a tree",
      template: lines(
        `bonus ${field(fresh("Team"))} "${field("Team commission")}" {`,
        `  on ${field(paid)} up ${field("sponsor")}`,
        `  counting ${field(active)}`,
        `  pays ${field("5% if level <= 3")}`,
        "}",
      ),
    },
    {
      word: "bonus",
      what: "of a person's own figures",
      template: lines(
        `bonus ${field(fresh(pairing ? "Pairs" : "Retail"))} "${field("Title")}" {`,
        `  pays ${field(pairing ? `10% of ${pairing}.matched` : `20% of ${paid}`)}`,
        "}",
      ),
    },
    { word: "ranks", what: "a ladder", template: ranksTemplate(fresh("Title"), volume) },
    { word: "table", what: "of rates", template: tableTemplate(fresh("rates"), ladder, ranks) },
    {
      word: "input",
      what: "a figure from the data",
      template: `input ${field(fresh("PV"))} : ${field("volume")}`,
    },
    {
      word: "param",
      what: "a slider",
      template: `param ${field(fresh("rate"))} = ${field("5%")} from ${field("0%")} to ${field("20%")} step ${field("1%")}`,
    },
    {
      word: "pool",
      what: "a pot divided by shares",
      template: lines(
        `pool ${field(fresh("Leaders"))} "${field("Leaders' pool")}" {`,
        `  pot    ${field(`2% of sum(${paid} in company)`)}`,
        `  shares ${field(top ? `1 if ${ladder} = ${quoted(top)}` : `1 if ${active}`)}`,
        "}",
      ),
    },
    {
      word: "limit",
      what: "what bonuses may come to",
      template: `limit ${field(payable.slice(0, 2).join(" + ") || "all")} to ${field(`45% of sum(${paid} in company)`)}`,
    },
    {
      word: "pairing",
      what: "a binary",
      template: lines(
        `pairing ${field(fresh("Pairs"))} along ${field(binary ?? "placement")} {`,
        `  volume ${field(volume)}`,
        "  carry  both sides",
        `  needs  ${field(active)} else ${field("flush")}`,
        "}",
      ),
    },
    { word: "tree", what: "that the data bring", template: `tree ${field(fresh("placement"))} : binary` },
    {
      word: "tree",
      what: "that a rule builds",
      template: `tree ${field(fresh("live"))} = ${field(`nearest(upline where ${active})`)}`,
    },
    {
      word: "flow",
      what: "paid to nobody",
      template: lines(
        `flow ${field(fresh("passed"))} {`,
        `  on ${field(volume)} up ${field("sponsor")}`,
        `  gives ${field("100%")}`,
        "}",
      ),
    },
    {
      word: "charge",
      what: "a fee or a tax",
      template: lines(`charge ${field(fresh("Fee"))} {`, `  takes ${field("1% of payout")}`, "}"),
    },
    {
      word: "board",
      what: "of a few places",
      template: lines(
        `board ${field(fresh("Cycler"))} {`,
        `  size ${field("2")} wide, ${field("2")} deep`,
        `  newcomers to ${field("oldest")}`,
        "}",
      ),
    },
    {
      word: "ensure",
      what: "a promise",
      template: `ensure ${field(`sum(payout in company) <= 50% of sum(${paid} in company)`)}`,
    },
    {
      word: "example",
      what: "people, and what comes out",
      template: lines(
        `example "${field("what it shows")}" {`,
        `  ${field("Ann")}     ${field("150")}`,
        "    Bob   120",
        `  expect ${field("Ann")}.${field(ladderNode && top ? `${ladder} = ${quoted(ranks[0]!)}` : "payout = 0")}`,
        "}",
      ),
    },
  ];
}

const quoted = (name: string): string => (/\s/.test(name) ? `"${name}"` : name);

const ranksTemplate = (name: string, volume: string): string =>
  [
    `ranks ${field(name)} {`,
    `  | rank   | ${volume} >= _ |`,
    ...[
      ["Bronze", "100"],
      ["Silver", "200"],
    ].map(([rank, needs]) => `  | ${field(rank!)} | ${field(needs!.padStart(volume.length + 5))} |`),
    "}",
  ].join("\n");

/** A row for each rank there is, as wide as the longest. */
function tableTemplate(name: string, ladder: string, ranks: readonly string[]): string {
  const corner = `${ladder} \\ level`;
  const rows = ranks.length > 0 ? ranks : ["Bronze", "Silver"];
  const width = Math.max(corner.length, ...rows.map((rank) => rank.length));
  return [
    `table ${field(name)}(${ladder}, level) {`,
    `  | ${corner.padEnd(width)} |  1 |  2 |  3 |`,
    ...rows.map((rank) => `  | ${rank.padEnd(width)} | ${field("5%")} | ${field("5%")} |    |`),
    "}",
  ].join("\n");
}
