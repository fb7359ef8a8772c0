import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, normalize } from "node:path/posix";
import { parseSync } from "vite";
import { expect, test } from "vitest";

/**
 * The architecture, as a table: who may import whom, and which packages. A folder sees itself and what stands here;
 * `types:` before a name lets types through and nothing that runs. The folders stand from the bottom upwards, up to `cli`.
 */
const LAYERS: Readonly<Record<string, Layer>> = {
  grammar: { folders: [], packages: /^chevrotain$/ },
  base: { folders: [] },
  diagnostics: { folders: ["base"] },
  syntax: { folders: ["base", "diagnostics", "grammar"], packages: /^chevrotain$/ },
  check: { folders: ["base", "diagnostics", "syntax", "grammar"] },
  downline: { folders: ["base", "diagnostics", "types:check"], packages: /^papaparse$/ },
  meaning: { folders: ["base", "syntax", "check", "downline"] },
  ir: { folders: ["base"] },
  compile: { folders: ["base", "check", "ir"] },
  runtime: { folders: ["base", "ir"] },
  analysis: { folders: ["base", "check", "downline", "meaning"] },
  why: { folders: ["base", "check", "downline", "meaning"] },
  engine: {
    folders: [
      ...["grammar", "base", "diagnostics", "syntax", "check", "downline", "meaning"],
      ...["ir", "compile", "runtime", "analysis", "why"],
    ],
    packages: /^comlink$/,
  },
  editor: {
    folders: ["base", "diagnostics", "grammar", "syntax", "check", "engine"],
    packages: /^(react(-dom)?|chevrotain|@codemirror\/.+|@lezer\/.+)$/,
  },
  views: {
    folders: ["base", "diagnostics", "types:engine", "types:analysis"],
    packages: /^(react(-dom)?|d3-.+)$/,
  },
  app: {
    folders: ["base", "engine", "editor", "views", "examples"],
    packages: /^(react(-dom)?(\/client)?|idb)$/,
  },
  // The language book is written from the language's own tables, and its examples are run.
  book: {
    folders: ["grammar", "base", "diagnostics", "syntax", "check", "meaning"],
    packages: /^(node:fs|chevrotain)$/,
  },
  cli: {
    folders: [
      ...["grammar", "base", "diagnostics", "syntax", "check", "downline", "meaning"],
      ...["ir", "compile", "runtime", "analysis", "why", "engine", "examples"],
    ],
    packages: /^node:/,
  },
  // The sample downlines are made by a script that stands beside them.
  examples: { folders: ["downline"], packages: /^node:fs$/ },
};

interface Layer {
  readonly folders: readonly string[];
  readonly packages?: RegExp;
}

/** These run under Node, in a worker and in a page alike, so they name none of them. */
const BELOW_ENGINE = Object.keys(LAYERS).slice(0, Object.keys(LAYERS).indexOf("engine"));
const BROWSER = /^(window|document|navigator|self|globalThis|Worker|postMessage)$/;

/** Text never becomes code or markup. */
const MARKUP_FROM_TEXT = /^(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)$/;

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;
type Import = { readonly target: string; readonly typesOnly: boolean };

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

function parse(path: string, text: string): Node {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]!.message}`);
  return program as unknown as Node;
}

/** Every node but the plain names of properties: `plan.window` and `{ window: 1 }` do not speak of the window. */
function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const [key, value] of Object.entries(node)) {
    const namesProperty = (key === "property" || key === "key") && node.computed === false;
    if (namesProperty && isNode(value) && value.type === "Identifier") continue;
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesOf(child);
  }
}

/** The names of properties, however written: `a.name`, `a["name"]`, `{ name: … }`, `<a name={…}>`. */
function propertyOf(node: Node): string | null {
  const name = (node.property ??
    node.key ??
    (node.type === "JSXAttribute" ? node.name : null)) as Node | null;
  if (!isNode(name)) return null;
  return String(name.name ?? name.value);
}

/** The text of a literal; of a template the part before its first hole, which says the folder. */
function textOf(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type !== "TemplateLiteral") return null;
  const [first] = node.quasis as { value: { cooked: string } }[];
  return first?.value.cooked || null;
}

const isNamed = (node: unknown, name: string): boolean =>
  isNode(node) && node.type === "Identifier" && node.name === name;

/** What a node brings in: any kind of import or export from, and what the bundler takes for one. */
function importsOf(node: Node): Import[] {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration": {
      const target = textOf(node.source);
      if (target === null) return [];
      const names = (node.specifiers ?? []) as Node[];
      const ofTypes = (each: Node) => (each.importKind ?? each.exportKind) === "type";
      return [{ target, typesOnly: ofTypes(node) || (names.length > 0 && names.every(ofTypes)) }];
    }
    case "TSImportType":
      return [{ target: textOf(node.source) ?? "", typesOnly: true }];
    case "ImportExpression":
      return [{ target: textOf(node.source) ?? "(worked out at run time)", typesOnly: false }];
    case "NewExpression": {
      const [target, base] = node.arguments as Node[];
      const isBeside = isNamed(node.callee, "URL") && propertyOf(base ?? node) === "url";
      return isBeside ? [{ target: textOf(target) ?? "(worked out at run time)", typesOnly: false }] : [];
    }
    case "CallExpression": {
      const callee = node.callee as Node;
      if (!isNode(callee.object) || callee.object.type !== "MetaProperty" || propertyOf(callee) !== "glob")
        return [];
      const [patterns] = node.arguments as Node[];
      const each = patterns?.type === "ArrayExpression" ? (patterns.elements as Node[]) : [patterns];
      return each.map((pattern) => ({
        target: textOf(pattern) ?? "(worked out at run time)",
        typesOnly: false,
      }));
    }
    default:
      return [];
  }
}

const layerOf = (path: string): string => path.replace(/^src\//, "").split("/")[0]!;

/** Where an import leads: a layer, where the path is relative or from the root of the project; else a package. */
function importFault(path: string, { target, typesOnly }: Import): string | null {
  const from = layerOf(path);
  const layer = LAYERS[from];
  if (!layer) return `the folder ${from}/ has no place in the layers`;
  const file = target.replace(/\?.*$/, "");
  if (!/^[./]/.test(file)) {
    return layer.packages?.test(file) ? null : `${from}/ may not use the package ${file}`;
  }
  const to = file.startsWith("/") ? file.slice(1) : normalize(`${dirname(path)}/${file}`);
  if (path.endsWith(".tsx") && to === "src/base/exact.ts")
    return "a .tsx file works nothing out: no base/exact.ts";
  const folder = layerOf(to);
  if (folder === from || layer.folders.includes(folder)) return null;
  if (!layer.folders.includes(`types:${folder}`)) return `${from}/ may not import ${folder}/ (${target})`;
  return typesOnly ? null : `${from}/ may import only types from ${folder}/ (${target})`;
}

function codeFaults(path: string, node: Node): string[] {
  const faults: string[] = [];
  const name = node.type === "Identifier" ? String(node.name) : "";
  const property = propertyOf(node);
  if (BELOW_ENGINE.includes(layerOf(path)) && BROWSER.test(name))
    faults.push(`${layerOf(path)}/ knows no ${name}`);
  if (!path.startsWith("src/")) return faults;
  if (name === "eval") faults.push("no eval");
  if (/^(New|Call)Expression$/.test(node.type) && isNamed(node.callee, "Function"))
    faults.push("no Function from text");
  if (property !== null && MARKUP_FROM_TEXT.test(property)) faults.push(`no ${property}`);
  if (path.endsWith(".tsx") && (node.bigint !== undefined || name === "BigInt")) {
    faults.push("a .tsx file works nothing out: no bigint");
  }
  return faults;
}

function faultsOf(path: string, text: string): string[] {
  return [...nodesOf(parse(path, text))].flatMap((node) =>
    [...importsOf(node).map((each) => importFault(path, each)), ...codeFaults(path, node)]
      .filter((fault) => fault !== null)
      .map((fault) => `${path}: ${fault}`),
  );
}

const root = new URL("../", import.meta.url);
const files = ["src", "grammar", "examples"]
  .filter((folder) => existsSync(new URL(folder, root)))
  .flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" }).map(
      (file) => `${folder}/${file}`,
    ),
  )
  .filter((file) => /(?<!\.d)\.tsx?$/.test(file));

test("every file keeps to its layer", () => {
  expect(files.flatMap((file) => faultsOf(file, readFileSync(new URL(file, root), "utf8")))).toEqual([]);
});

test.each([
  ["src/base/a.ts", 'import "./span.ts"; const plan = { window: 1 }; plan.window; // window, document'],
  [
    "src/syntax/a.ts",
    'import { rules } from "../../grammar/rules.ts"; import type { IToken } from "chevrotain"',
  ],
  ["src/downline/a.ts", 'import type { A } from "../check/a.ts"; import { type B } from "../check/b.ts"'],
  ["src/downline/a.ts", 'type A = import("../check/a.ts").A; export type { B } from "../check/b.ts"'],
  [
    "src/engine/a.ts",
    'new Worker(new URL("./worker.ts", import.meta.url)); document.title; import("comlink")',
  ],
  [
    "src/app/a.tsx",
    'import plan from "../../examples/binary.plan?raw"; import "./a.css"; export default <p title={plan} />',
  ],
  [
    "src/app/a.ts",
    'import.meta.glob("../../examples/*.plan", { eager: true }); import.meta.glob(["/examples/*.csv"])',
  ],
])("%s may: %s", (path, text) => expect(faultsOf(path, text)).toEqual([]));

test.each([
  ["src/base/a.ts", 'import { N } from "../check/a.ts"'],
  ["src/base/a.ts", 'import type { N } from "../check/a.ts"'],
  ["src/base/a.ts", 'export * from "../check/a.ts"'],
  ["src/base/a.ts", 'type N = import("../check/a.ts").N'],
  ["src/base/a.ts", "document.title"],
  ["src/base/a.ts", "const { x } = { window }"],
  ["src/meaning/a.ts", "postMessage(1)"],
  ["src/meaning/a.ts", 'import("react")'],
  ["src/meaning/a.ts", "const name = './a.ts'; import(name)"],
  ["src/meaning/a.ts", "import(`../views/${name}.ts`)"],
  ["src/check/a.ts", 'import { readFileSync } from "node:fs"'],
  ["src/downline/a.ts", 'import { A, type B } from "../check/a.ts"'],
  ["src/engine/a.ts", 'import plan from "../../examples/binary.plan?raw"'],
  ["src/engine/a.ts", 'import.meta.glob("../../examples/*.plan")'],
  ["src/engine/a.ts", 'new URL("../app/a.ts", import.meta.url)'],
  ["src/views/a.ts", 'import { A } from "../engine/a.ts"'],
  ["src/views/a.tsx", 'import type { Exact } from "../base/exact.ts"'],
  ["src/views/a.tsx", "const a = 1n"],
  ["src/views/a.tsx", '<p dangerouslySetInnerHTML={{ __html: "" }} />'],
  ["src/app/a.ts", 'document.body.innerHTML = ""'],
  ["src/app/a.ts", 'document.body["innerHTML"] = ""'],
  ["src/cli/a.ts", 'eval("1")'],
  ["src/cli/a.ts", 'new Function("1")'],
  ["src/cli/a.ts", 'import { App } from "../app/App.tsx"'],
  ["src/helpers/a.ts", 'import "./b.ts"'],
  ["grammar/a.ts", 'import { Span } from "../src/base/span.ts"'],
])("%s may not: %s", (path, text) => expect(faultsOf(path, text)).toHaveLength(1));
