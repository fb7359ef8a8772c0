import type {
  AffectedReport,
  AffectedRequest,
  EngineApi,
  ExampleReport,
  ExamplesRequest,
  GaveWay,
  Match,
  OrderReport,
  OrderRequest,
  PersonReport,
  PersonRequest,
  RowsRequest,
  RowsWindow,
  SearchRequest,
  TreeRequest,
  TreeWindow,
  WhyReport,
  WhyRequest,
} from "./protocol.ts";

/** What can be asked about results, and is asked again whenever they change. */
export type Questions = {
  readonly tree: { request: TreeRequest; answer: TreeWindow };
  readonly person: { request: PersonRequest; answer: PersonReport | null };
  /** The person whose branch is drawn: for the breadcrumb above it. */
  readonly focus: { request: PersonRequest; answer: PersonReport | null };
  readonly rows: { request: RowsRequest; answer: RowsWindow };
  readonly search: { request: SearchRequest; answer: readonly Match[] };
  readonly why: { request: WhyRequest; answer: WhyReport | null };
  readonly order: { request: OrderRequest; answer: OrderReport | null };
  readonly affected: { request: AffectedRequest; answer: AffectedReport | null };
  readonly examples: { request: ExamplesRequest; answer: readonly ExampleReport[] };
};
export type QuestionName = keyof Questions;
export const questionNames: readonly QuestionName[] = [
  "tree",
  "person",
  "focus",
  "rows",
  "search",
  "why",
  "order",
  "examples",
  "affected",
];

/** Some of the questions, and the answers to some of them. */
export type Requests = { readonly [N in QuestionName]?: Questions[N]["request"] };
export type Answers = { readonly [N in QuestionName]?: Questions[N]["answer"] };

/** Which method of the engine answers a question. */
export const asking: {
  readonly [N in QuestionName]: (
    api: EngineApi,
    request: Questions[N]["request"],
  ) => Promise<Questions[N]["answer"] | GaveWay>;
} = {
  tree: (api, request) => api.tree(request),
  person: (api, request) => api.person(request),
  focus: (api, request) => api.person(request),
  rows: (api, request) => api.rows(request),
  search: (api, request) => api.search(request),
  why: (api, request) => api.why(request),
  order: (api, request) => api.order(request),
  affected: (api, request) => api.affected(request),
  examples: (api, request) => api.examples(request),
};

/** Asks several at once. What cannot be answered is left out: who asks for it by itself hears why. */
export async function answersOf(api: EngineApi, requests: Requests): Promise<Answers> {
  const answers: { [name in QuestionName]?: unknown } = {};
  for (const name of questionNames) {
    const ask = asking[name] as (api: EngineApi, request: unknown) => Promise<unknown>;
    try {
      if (requests[name]) answers[name] = await ask(api, requests[name]);
    } catch {}
  }
  return answers as Answers;
}
