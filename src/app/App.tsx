import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { Span } from "../base/span.ts";
import { PlanEditor, type PlanEditorHandle } from "../editor/PlanEditor.tsx";
import type { ExampleReport, Outcome, PlanOutline } from "../engine/protocol.ts";
import type { Session } from "../engine/session/session.ts";
import type { Failure, Snapshot } from "../engine/session/snapshot.ts";
import { AffectedStrip } from "../views/affected/AffectedStrip.tsx";
import { LoadDialog } from "../views/files/LoadDialog.tsx";
import { chooseFiles } from "../views/files/read-files.ts";
import { FormatsProvider } from "../views/format/FormatsContext.tsx";
import { ParamSliders } from "../views/params/ParamSliders.tsx";
import { PersonPanel } from "../views/person/PersonPanel.tsx";
import { ProblemsList } from "../views/problems/ProblemsList.tsx";
import { errorsIn } from "../views/problems/summary.ts";
import { Breakdown } from "../views/totals/Breakdown.tsx";
import { TotalsStrip } from "../views/totals/TotalsStrip.tsx";
import { encodingFor } from "../views/tree/encoding.ts";
import { marksOf } from "../views/tree/marks.ts";
import { toOpenNext } from "../views/tree/opening.ts";
import { TreePane } from "../views/tree/TreePane.tsx";
import { TriedStrip } from "../views/trying/TriedStrip.tsx";
import { TryingProvider } from "../views/trying/TryingContext.tsx";
import {
  affectedQuestion,
  changeView,
  examplesQuestion,
  FIRST_VIEW,
  orderQuestion,
  personQuestion,
  treeQuestion,
  type View,
  type ViewAction,
  whyQuestion,
} from "../views/view.ts";
import { peopleKey, titleOf } from "./drafts.ts";
import { ErrorPanel } from "./ErrorPanel.tsx";
import { firstToSelect } from "./first-look.ts";
import { GalleryDialog } from "./GalleryDialog.tsx";
import type { GalleryEntry } from "./gallery.ts";
import { Header } from "./Header.tsx";
import { NoticeBar } from "./NoticeBar.tsx";
import { Palette } from "./Palette.tsx";
import { type PaneName, Panes } from "./Panes.tsx";
import { pageCommands } from "./page-commands.ts";
import { presentValueOf } from "./present-value.ts";
import { ShortcutsDialog } from "./ShortcutsDialog.tsx";
import { remember, remembered } from "./storage.ts";
import { applyTheme, chosenTheme, nextTheme, type Theme } from "./theme.ts";
import { useDrop } from "./useDrop.ts";
import { usePageKeys } from "./usePageKeys.ts";
import { useSame } from "./useSame.ts";
import { WorkBar } from "./WorkBar.tsx";
import type { Workspace } from "./workspace.ts";

type Props = { session: Session; workspace: Workspace; gallery: readonly GalleryEntry[] };
export type OpenDialog = "gallery" | "shortcuts" | "palette" | null;

const NO_PROBLEMS: Outcome["problems"] = [];
const NO_EXAMPLES: readonly ExampleReport[] = [];
const NO_FAULTS: Outcome["faults"] = [];
const NO_LADDERS: PlanOutline["ladders"] = [];

/** The page: three panes over one strip of totals, all of them showing one session. */
export function App({ session, workspace, gallery }: Props) {
  const snapshot = useSyncExternalStore(session.subscribe, session.getSnapshot);
  const { desk, notice, reading, peopleTitle } = useSyncExternalStore(
    workspace.subscribe,
    workspace.getSnapshot,
  );
  const { results, outcome, staleness, answers, failure, revision } = snapshot;

  const [view, dispatch] = useReducer(changeView, FIRST_VIEW, (first): View => {
    const kept = remembered<View & { readonly whose: string }>("view");
    const isTheirs = kept?.whose === peopleKey(desk.current.people);
    return isTheirs ? { ...first, ...kept, peopleVersion: 0, flight: null } : first;
  });
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [pane, setPane] = useState<PaneName>(() => remembered<PaneName>("pane") ?? "tree");
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const [showsBreakdown, setBreakdown] = useState(() => remembered<boolean>("breakdown") ?? false);
  const [showsProblems, setProblems] = useState(() => remembered<boolean>("problems") ?? true);
  const [reveal, setReveal] = useState<Span>();
  const [line, setLine] = useState<number | null>(null);
  const [isMarking, setMarking] = useState(() => remembered<boolean>("marking") ?? true);
  const editor = useRef<PlanEditorHandle>(null);
  const page = useRef<HTMLDivElement>(null);

  // What the figures are worth is written on the page with what is drawn, and where somebody types at once: nothing else of
  // the page is drawn before the answer is there, or does not come soon.
  useLayoutEffect(() => markWorth(page.current, snapshot), [snapshot]);
  useEffect(() => session.whenTyped(() => markWorth(page.current, session.getSnapshot())), [session]);

  const whose = peopleKey(desk.current.people);
  useEffect(() => void remember("view", { ...view, whose }), [view, whose]);
  useEffect(() => void remember("pane", pane), [pane]);
  useEffect(() => void remember("breakdown", showsBreakdown), [showsBreakdown]);
  useEffect(() => void remember("problems", showsProblems), [showsProblems]);
  useEffect(() => void remember("marking", isMarking), [isMarking]);
  useEffect(() => applyTheme(theme), [theme]);

  // The standing questions follow the view; the session asks them again whenever the results change.
  useEffect(() => session.ask("tree", treeQuestion(view)), [session, view]);
  useEffect(() => session.ask("person", personQuestion(view, "selected")), [session, view]);
  useEffect(() => session.ask("why", whyQuestion(view)), [session, view]);
  useEffect(() => session.ask("order", orderQuestion(view)), [session, view]);
  useEffect(() => session.ask("examples", examplesQuestion), [session]);
  useEffect(() => session.ask("focus", personQuestion(view, "focus")), [session, view]);
  useEffect(
    () => dispatch({ kind: "people changed", peopleVersion: snapshot.peopleVersion }),
    [snapshot.peopleVersion],
  );

  // The first look at new people: open branches while they fit, and show somebody.
  const isOfThesePeople = answers.tree?.peopleVersion === view.peopleVersion;
  const nodes = isOfThesePeople ? answers.tree?.answer.nodes : undefined;
  const drawn = nodes?.map(({ person }) => person).join() ?? "";
  useEffect(
    () => session.ask("affected", affectedQuestion(line, drawn === "" ? [] : drawn.split(",").map(Number))),
    [session, line, drawn],
  );
  const asked = answers.tree?.request.columns;
  const label = results && encodingFor(results.plan, view.choice).label.name;
  useEffect(() => {
    if (!nodes?.length || !view.opening) return;
    const next = toOpenNext(nodes);
    dispatch(next ? { kind: "open", people: next, stillOpening: true } : { kind: "opened enough" });
    if (!next && view.selected === null)
      dispatch({ kind: "select", person: firstToSelect(nodes, asked?.indexOf(label ?? "") ?? 0) });
  }, [nodes, asked, label, view.opening, view.selected]);

  // The text in hand is the session's as soon as its people are there.
  const isCurrent = outcome?.revision === revision && snapshot.text === desk.current.text;
  const [checked, setChecked] = useState<string>();
  if (isCurrent && checked !== desk.current.key) setChecked(desk.current.key);
  const isOfThisPlan = checked === desk.current.key;
  const problems = isCurrent ? outcome.problems : null;
  // While somebody types those of the last text stay; those of another plan would be read as this one's.
  const known = isOfThisPlan ? outcome : null;
  const shownProblems = known?.problems ?? NO_PROBLEMS;
  // What the examples come to is told a moment behind the figures.
  const [examples, setExamples] = useState({ of: "", reports: NO_EXAMPLES });
  const told = isCurrent && answers.examples?.version === snapshot.version ? answers.examples.answer : null;
  if (told && told !== examples.reports) setExamples({ of: desk.current.key, reports: told });
  const shownExamples = known?.results && examples.of === desk.current.key ? examples.reports : NO_EXAMPLES;

  const inTree = useCallback((action: ViewAction) => {
    setPane("tree");
    dispatch(action);
  }, []);
  const toPlan = useCallback((span: Span) => {
    setPane("plan");
    setReveal({ ...span });
  }, []);
  const apply = useCallback(
    (edits: Parameters<PlanEditorHandle["apply"]>[0]) => editor.current?.apply(edits),
    [],
  );
  // Asked when it matters: what is drawn may be of the letter before.
  const isFresh = useCallback(() => session.getSnapshot().staleness === "fresh", [session]);
  const drag = useCallback(
    (span: Span) => (isFresh() ? (editor.current?.drag(span) ?? null) : null),
    [isFresh],
  );
  const toggleProblems = useCallback(() => setProblems((shown) => !shown), []);
  const toggleMarking = useCallback(() => setMarking((marking) => !marking), []);
  const toggleBreakdown = useCallback(() => setBreakdown((shown) => !shown), []);
  const stop = useCallback(() => session.stop(), [session]);
  // A command of the palette may have opened another one by the time the palette is told to be closed.
  const closeDialog = useCallback(
    (which: OpenDialog) => () => setDialog((open) => (open === which ? null : open)),
    [],
  );
  const openFile = useCallback(() => chooseFiles((files) => void workspace.openFiles(files)), [workspace]);
  const turnTheme = useCallback(() => setTheme(nextTheme), []);

  const commands = useMemo(
    () =>
      pageCommands({
        dispatch,
        workspace,
        gallery,
        openDialog: setDialog,
        openFile,
        turnTheme,
        toggleBreakdown,
        toggleProblems,
        toggleMarking,
        show: setPane,
        editor,
      }),
    [workspace, gallery, openFile, turnTheme, toggleBreakdown, toggleProblems, toggleMarking],
  );
  usePageKeys({ openDialog: setDialog, isDialogOpen: dialog !== null || reading !== null, show: setPane });
  const isDropping = useDrop((files) => void workspace.openFiles(files));

  const person = answers.person?.peopleVersion === snapshot.peopleVersion ? answers.person.answer : null;
  const followed = answers.order?.peopleVersion === snapshot.peopleVersion ? answers.order.answer : null;
  const isOld = staleness !== "fresh" && staleness !== "updating";
  // The line is one of the text in hand: of an old text it would be another.
  const affected = isOld || !isOfThisPlan ? null : (answers.affected?.answer ?? null);
  const shownOrder = followed?.buyer.person === view.selected ? followed : null;
  const marks = useMemo(
    () => marksOf(shownOrder, isMarking ? affected : null),
    [shownOrder, isMarking, affected],
  );
  const ladders = useSame(results?.plan.ladders ?? NO_LADDERS);
  const presentValue = presentValueOf(person, results?.plan.currency ?? "USD", isFresh);
  return (
    <FormatsProvider currency={results?.plan.currency ?? "USD"}>
      <TryingProvider tried={snapshot.tried} tryFigure={workspace.tryFigure}>
        {/* Styles go by the class alone: it stays as it is while somebody types, and nothing is styled anew at every key. */}
        <div ref={page} className={isOld ? "page old" : "page"} data-loading={snapshot.loading || undefined}>
          <Header
            planTitle={titleOf(desk.current.text)}
            edited={desk.current.edited}
            peopleTitle={peopleTitle}
            results={results}
            theme={theme}
            choosePlan={() => setDialog("gallery")}
            loadPeople={openFile}
            choosePeriod={(period) => session.setPeriod(period)}
            turnTheme={turnTheme}
            showShortcuts={() => setDialog("shortcuts")}
            showPalette={() => setDialog("palette")}
          />
          <Panes
            shown={pane}
            show={setPane}
            personTitle={person?.name ?? "Person"}
            plan={
              <ErrorPanel what="The plan">
                <PlanEditor
                  ref={editor}
                  document={{ key: desk.current.key, text: desk.current.text }}
                  onText={(text) => workspace.type(text)}
                  onLine={setLine}
                  problems={problems}
                  reveal={reveal}
                  presentValue={presentValue}
                />
                {affected && <AffectedStrip report={affected} isMarking={isMarking} toggle={toggleMarking} />}
                <ParamSliders
                  params={results?.plan.params ?? []}
                  text={snapshot.resultsText}
                  version={snapshot.version}
                  isFresh={isFresh}
                  isOld={isOld}
                  drag={drag}
                  reveal={toPlan}
                />
                <ProblemsList
                  text={desk.current.text}
                  problems={shownProblems}
                  examples={shownExamples}
                  faults={known?.faults ?? NO_FAULTS}
                  failure={failure}
                  isChecked={known !== null}
                  isOpen={showsProblems}
                  toggle={toggleProblems}
                  reveal={toPlan}
                  apply={apply}
                />
              </ErrorPanel>
            }
            tree={
              <ErrorPanel what="The downline">
                {results ? (
                  <TreePane
                    session={session}
                    results={results}
                    tree={answers.tree}
                    rows={answers.rows}
                    search={answers.search}
                    focusReport={answers.focus?.answer ?? null}
                    marks={marks}
                    view={view}
                    dispatch={dispatch}
                  />
                ) : (
                  <Nothing isWaiting={staleness === "updating"} failure={failure} />
                )}
              </ErrorPanel>
            }
            person={
              <ErrorPanel what="The person">
                {person && results ? (
                  <PersonPanel
                    key={person.person}
                    report={person}
                    isBehind={answers.person?.version !== snapshot.version}
                    ladders={ladders}
                    dispatch={dispatch}
                    why={answers.why?.answer ?? null}
                    asked={view.asked}
                    opened={view.order}
                    followed={followed}
                    inTree={inTree}
                    reveal={toPlan}
                  />
                ) : (
                  <p className="empty">
                    {view.selected === null
                      ? "Choose somebody in the downline to see what they are paid, and why."
                      : "Working out what this person is paid, and why …"}
                  </p>
                )}
              </ErrorPanel>
            }
          />
          <NoticeBar notice={notice} dismiss={workspace.dismissNotice} />
          {snapshot.tried.length > 0 && <TriedStrip tried={snapshot.tried} putBack={workspace.putBack} />}
          {results && showsBreakdown && (
            <ErrorPanel what="The breakdown">
              <Breakdown results={results} />
            </ErrorPanel>
          )}
          {results ? (
            <ErrorPanel what="The totals">
              <TotalsStrip
                results={results}
                staleness={staleness}
                progress={snapshot.progress}
                errors={errorsIn(shownProblems)}
                isOpen={showsBreakdown}
                toggle={toggleBreakdown}
                stop={stop}
              />
            </ErrorPanel>
          ) : (
            <section className="totals" aria-label="Totals of everybody" />
          )}
          <WorkBar progress={snapshot.loading || !results ? snapshot.progress : null} stop={stop} />
          {isDropping && <div className="drop-here">Drop people, orders or a plan</div>}
          {dialog === "gallery" && (
            <GalleryDialog
              workspace={workspace}
              gallery={gallery}
              current={desk.current}
              drafts={desk.others}
              openFile={openFile}
              close={closeDialog("gallery")}
            />
          )}
          {dialog === "shortcuts" && <ShortcutsDialog close={closeDialog("shortcuts")} />}
          {dialog === "palette" && <Palette commands={commands} close={closeDialog("palette")} />}
          {reading && (
            <LoadDialog
              key={reading.files.id}
              title={reading.title}
              report={reading.report}
              leaveOut={() => void workspace.leaveOutBadRows()}
              close={workspace.dismissReading}
            />
          )}
        </div>
      </TryingProvider>
    </FormatsProvider>
  );
}

/** Writes it only where it is another: to the browser the same again is a change too. */
function markWorth(page: HTMLElement | null, { staleness }: Snapshot): void {
  if (page && page.dataset.staleness !== staleness) page.dataset.staleness = staleness;
}

function Nothing({ isWaiting, failure }: { isWaiting: boolean; failure: Failure | null }) {
  return (
    <p className="empty">
      {failure
        ? failure.sentence
        : isWaiting
          ? "Working out the first results…"
          : "The plan has errors, so there is nothing to show yet. The list under the plan says where."}
    </p>
  );
}
