import type { Span } from "../../base/span.ts";
import { type Context, NOBODY, type Scope } from "../../check/context.ts";
import { elaborate } from "../../check/expressions.ts";
import { type Type, UNKNOWN } from "../../check/types.ts";
import type { Expr, Item, Name } from "../../syntax/syntax.ts";

/** What a name does at its place. */
export type Role =
  /** Says what something is called: a declaration, a parameter, a rank, a fact, a choice, a person of an example. */
  | "declares"
  | "declares parameter"
  | "declares rank"
  | "declares fact"
  | "declares choice"
  | "declares person"
  /** Stands for a value; `called` has arguments; `member` stands behind a dot. */
  | "value"
  | "called"
  | "member"
  /** Names one thing of one kind, and nothing else may stand there. */
  | "tree"
  | "type"
  | "points"
  | "bonus"
  | "reason"
  | "param"
  | "parameter"
  | "column"
  | "order column"
  | "person"
  | "currency"
  | "clock"
  | "shape";

/** What stands before the dot: a value, or a pairing or board, which is none but has fields. */
export type Owner =
  | { readonly kind: "value"; readonly type: Type }
  | { readonly kind: "machine"; readonly name: string };

/** A name of the text, with all that its place tells about it. */
export type Site = {
  readonly span: Span;
  /** Without quotes. */
  readonly text: string;
  readonly role: Role;
  readonly item: Item | null;
  /** Which names may be read here, and what a value should be. */
  readonly scope: Scope;
  readonly expected: Type;
  readonly owner: Owner | null;
  /** Nothing stands behind it with a dot. */
  readonly isAlone: boolean;
  /** The function whose argument it is, all of it. */
  readonly argumentOf: string | null;
  /** The name is a whole cell of a table, where a name of several words needs no quotes. */
  readonly isCell: boolean;
};

/** Where sites are collected. */
export type Collecting = { readonly context: Context; readonly item: Item | null; readonly into: Site[] };

type Details = Partial<Omit<Site, "span" | "text" | "role" | "item">>;

/** Notes a name; one that is missing is none. */
export function note(
  { item, into }: Collecting,
  { span, text }: Pick<Name, "span" | "text">,
  role: Role,
  details: Details = {},
): void {
  if (text === "") return;
  into.push({
    span,
    text,
    role,
    item,
    scope: NOBODY,
    expected: UNKNOWN,
    owner: null,
    isAlone: true,
    argumentOf: null,
    isCell: false,
    ...details,
  });
}

/** The type of an expression where it stands; unknown where it makes no sense. */
export const typeOf = ({ context }: Collecting, expr: Expr, scope: Scope, expected: Type = UNKNOWN): Type =>
  elaborate(context, expr, scope, expected).type;
