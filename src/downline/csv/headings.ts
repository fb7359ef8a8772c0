import { counted, error, type Fault, quoted, warning } from "../faults.ts";
import type { CsvTable } from "./csv-table.ts";

const HEADINGS_IN_A_SENTENCE = 12;

/** What a column is called in files that people bring, in English, German, Spanish and French; letters only. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  id: [
    "number",
    "no",
    "nr",
    "nummer",
    "numero",
    "code",
    "memberid",
    "memberno",
    "membernumber",
    "idno",
    "idnumber",
    "mitgliedsnummer",
    "orderno",
    "ordernumber",
    "personid",
    "distributorid",
    "orderid",
    "partnernummer",
    "userid",
    "accountid",
  ],
  sponsor: [
    "upline",
    "enroller",
    "enrollerid",
    "parent",
    "referrer",
    "recruiter",
    "referredby",
    "parrain",
    "patrocinador",
    "werber",
  ],
  person: [
    "buyer",
    "customer",
    "member",
    "distributor",
    "partner",
    "account",
    "user",
    "besteller",
    "käufer",
    "kunde",
    "cliente",
    "acheteur",
    "persona",
  ],
  pv: ["volume", "points", "personalvolume", "pointvalue", "pointvolume", "qv", "punkte", "puntos"],
  cv: ["volume", "points", "commissionablevolume", "commissionvolume", "punkte", "puntos"],
  bv: ["volume", "points", "businessvolume", "bonusvolume", "punkte", "puntos"],
  side: ["leg", "position", "seite", "lado"],
  placement: ["placedunder", "placementid", "placedby", "binaryparent", "binaryupline"],
  enroller: ["enrolledby", "enrollerid", "recruiter", "introducer", "referrer"],
  joined: [
    ...["joindate", "joiningdate", "dateofjoining", "dateofjoin", "enrolled", "enrolldate", "enrollmentdate"],
    ...["registered", "registrationdate", "signup", "signupdate", "startdate", "since", "membersince"],
    ...["beitritt", "beitrittsdatum", "eintritt", "eintrittsdatum", "fechadealta", "dateinscription"],
  ],
  kind: ["type", "membertype", "persontype", "accounttype", "customertype", "art", "tipo"],
  date: ["day", "datum", "fecha", "when", "time", "ordered", "created", "bestelldatum"],
};

/** The column of a name, without regard to case; -1 where there is none, and where several are so called. */
export function columnIndex({ headings }: CsvTable, name: string): number {
  const isSo = (heading: string) => heading.toLowerCase() === name.toLowerCase();
  const column = headings.findIndex(isSo);
  return column === headings.findLastIndex(isSo) ? column : -1;
}

/** The cells of a name, or null where the file has no such column, or several. */
export const cellsOf = (table: CsvTable, name: string): readonly string[] | null =>
  table.columns[columnIndex(table, name)] ?? null;

/** The names of columns, without regard to case. */
export type ColumnNames = {
  /** Without these a file cannot be read. */
  readonly required: readonly string[];
  /** These have a meaning where they are there. */
  readonly known: readonly string[];
};

/**
 * Reports headings that stand twice, columns without a heading that are not empty, and columns that are required and
 * missing. False where one is missing, or one that has a meaning stands twice, so that nobody knows which is meant.
 */
export function checkHeadings(table: CsvTable, { required, known }: ColumnNames, faults: Fault[]): boolean {
  const { file, headings, headingLine, columns, lines } = table;
  const meant = new Set([...required, ...known].map((name) => name.toLowerCase()));
  const first = new Map<string, number>();
  let sound = true;
  headings.forEach((heading, column) => {
    const key = heading.toLowerCase();
    if (key === "") {
      const row = columns[column]!.findIndex((cell) => cell !== "");
      if (row >= 0)
        faults.push(
          warning(
            file,
            lines[row]!,
            null,
            `Column ${column + 1} has cells and no heading, and is not read; give it one if it matters.`,
          ),
        );
      return;
    }
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, column);
    else {
      const twice = `The heading ${quoted(heading)} stands twice, over columns ${earlier + 1} and ${column + 1}`;
      if (!meant.has(key))
        faults.push(
          warning(file, headingLine, heading, `${twice}, and neither is read; rename one if it matters.`),
        );
      else {
        sound = false;
        faults.push(error(file, headingLine, heading, `${twice}; rename or remove one of them.`));
      }
    }
  });
  for (const name of required) {
    if (first.has(name)) continue;
    sound = false;
    faults.push(error(file, headingLine, name, missingMessage(name, headings, required)));
  }
  return sound;
}

function missingMessage(name: string, headings: readonly string[], required: readonly string[]): string {
  const free = headings.filter((heading) => heading !== "" && !required.includes(heading.toLowerCase()));
  const near = likelyHeading(name, free);
  if (near !== null)
    return `There is no column \`${name}\`; if ${quoted(near)} is it, rename it to \`${name}\`.`;
  const named = headings.filter((heading) => heading !== "").map(quoted);
  const found =
    named.length > HEADINGS_IN_A_SENTENCE
      ? `${named.slice(0, HEADINGS_IN_A_SENTENCE).join(", ")} and ${counted(named.length - HEADINGS_IN_A_SENTENCE)} more`
      : named.join(", ");
  return `There is no column \`${name}\`; the heading has ${found}.`;
}

/**
 * Which of the headings a name is likely to mean: `Sponsor ID`, `sponsor_no`, `Upline` for `sponsor`. It is named in a
 * sentence, or shown as a choice; nothing is ever read by it. Null where none is near.
 */
export function likelyHeading(name: string, headings: readonly string[]): string | null {
  const others = OTHER_NAMES[name] ?? [];
  const letters = headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}]/gu, ""));
  const ranked: ((word: string) => boolean)[] = [
    (word) => word === name,
    (word) => others.includes(word),
    // Two letters stand in too many words.
    (word) => name.length > 2 && word.includes(name),
    (word) => others.some((other) => other.length > 4 && word.includes(other)),
    (word) => name.length > 2 && isOneSlip(word, name),
  ];
  for (const fits of ranked) {
    const at = letters.findIndex(fits);
    if (at >= 0) return headings[at]!;
  }
  return null;
}

/** Whether one letter more, less or other, or two swapped, make one word of the other. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  const rest = (word: string, skipped: number) => word.slice(from + skipped);
  return (
    rest(a, 1) === rest(b, 1) ||
    rest(a, 1) === rest(b, 0) ||
    rest(a, 0) === rest(b, 1) ||
    (a[from] === b[from + 1] && a[from + 1] === b[from] && rest(a, 2) === rest(b, 2))
  );
}
