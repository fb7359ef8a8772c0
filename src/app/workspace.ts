import type { GivenFile, LoadReport, LoadRequest } from "../engine/protocol.ts";
import type { Session } from "../engine/session/session.ts";
import type { Tried } from "../engine/session/snapshot.ts";
import { sortFiles } from "../views/files/headings.ts";
import type { ChosenFile } from "../views/files/read-files.ts";
import {
  type Desk,
  type Draft,
  draftOf,
  draftOfText,
  filesUsed,
  type PeopleSource,
  peopleKey,
  peopleOf,
  taken,
  thrownAway,
  titleOf,
  typed,
} from "./drafts.ts";
import type { GalleryEntry } from "./gallery.ts";
import { keepFiles, keptFiles, remember, remembered, type StoredFiles } from "./storage.ts";
import { rememberTried, triedIn } from "./tried.ts";

/** A sentence for the reader, with what can be done about it. */
export type Notice = {
  readonly number: number;
  readonly text: string;
  readonly actions: readonly { readonly title: string; readonly run: () => void }[];
};

/** What reading some files said: the dialog lists it, and where they were refused it can load the rest. */
export type Reading = { readonly title: string; readonly files: StoredFiles; readonly report: LoadReport };

export type WorkspaceSnapshot = {
  readonly desk: Desk;
  readonly notice: Notice | null;
  readonly reading: Reading | null;
  /** What each loaded set was called, for the header. */
  readonly peopleTitle: string;
};

const SAVE_AFTER_MS = 250;

/**
 * What somebody works on: the plan in hand, the ones beside it, whose people they are looked at with. It tells the
 * session, keeps everything as it changes, and never lets one text overwrite another.
 */
export class Workspace {
  private readonly session: Session;
  private readonly gallery: readonly GalleryEntry[];
  private snapshot: WorkspaceSnapshot;
  private readonly listeners = new Set<() => void>();
  private saving: ReturnType<typeof setTimeout> | undefined;
  private telling: ReturnType<typeof setTimeout> | undefined;
  /** The files of this visit: large ones may not fit into the browser's store. */
  private readonly files = new Map<string, StoredFiles>();
  private notices = 0;
  /** Whose people are there. */
  private loaded: PeopleSource | null = null;
  /** Whether the last change could not be kept: that is said once, until it can be again. */
  private isLosing = false;

  constructor(session: Session, gallery: readonly GalleryEntry[]) {
    this.session = session;
    this.gallery = gallery;
    const kept = remembered<Desk>("drafts");
    const desk = isDesk(kept) ? kept : { current: draftOf(gallery[0]!, Date.now()), others: [] };
    this.snapshot = { desk, notice: null, reading: null, peopleTitle: "" };
    void this.show(desk.current, true);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  readonly getSnapshot = (): WorkspaceSnapshot => this.snapshot;

  type(text: string): void {
    const desk = typed(this.snapshot.desk, text, Date.now());
    this.session.typeText(text);
    if (desk !== this.snapshot.desk) this.set({ desk }, true);
  }

  openExample(name: string): void {
    const entry = this.gallery.find((each) => each.name === name);
    if (entry) this.take(draftOf(entry, Date.now()), entry.title);
  }

  openDraft(key: string): void {
    const draft = this.snapshot.desk.others.find((each) => each.key === key);
    if (draft) this.take(draft, titleOf(draft.text));
  }

  throwAway(key: string): void {
    const before = this.snapshot.desk;
    const draft = before.others.find((each) => each.key === key);
    if (!draft) return;
    this.set({ desk: thrownAway(before, key) });
    const keepIt = (): void => {
      const { desk } = this.snapshot;
      this.set({ desk: { ...desk, others: [...desk.others, draft] } });
    };
    this.say(`“${titleOf(draft.text)}” was thrown away.`, [{ title: "Keep it", run: keepIt }]);
  }

  /** Files that were dropped or chosen, told apart by what they hold. */
  async openFiles(files: readonly ChosenFile[]): Promise<void> {
    const { people, orders, plan, unknown } = sortFiles(files);
    if (plan) {
      const text = typeof plan.text === "string" ? plan.text : await plan.text.text();
      this.take(draftOfText(text, this.snapshot.desk.current.people, Date.now()), titleOf(text));
    }
    if (people)
      await this.loadFiles(this.stored(people.name.replace(/\.[^.]*$/, ""), people, orders), people.name);
    else if (orders) await this.addOrders(orders);
    if (unknown.length > 0)
      this.say(
        `${unknown.join(", ")} has no heading that Plumbline knows: people have “id” and “sponsor”, orders have “id”, “person” and “date”.`,
      );
  }

  /** After the faults were read: the same files without their bad rows. */
  leaveOutBadRows(): Promise<void> {
    const { reading } = this.snapshot;
    return reading
      ? this.loadFiles({ ...reading.files, leaveOutBadRows: true }, reading.title)
      : Promise.resolve();
  }

  /** Tries another figure in place of one of the files; these people have it again when they are here the next time. */
  readonly tryFigure = async (figure: Omit<Tried, "was">): Promise<string | null> => {
    const refusal = await this.session.tryFigure(figure);
    if (refusal === null) this.keepTried();
    return refusal;
  };

  /** Has the figures of the files again. */
  readonly putBack = async (): Promise<void> => {
    await this.session.putBack();
    this.keepTried();
  };

  dismissReading = (): void => this.set({ reading: null });
  dismissNotice = (): void => this.set({ notice: null });

  say(text: string, actions: Notice["actions"] = []): void {
    this.set({ notice: { number: ++this.notices, text, actions } });
  }

  /** Writes what is not written yet; called when the page goes away. */
  save = (): void => {
    clearTimeout(this.saving);
    const isKept = remember("drafts", this.snapshot.desk);
    if (!isKept && !this.isLosing)
      this.say(
        "This browser cannot keep the plan: it is too long, or its store is full. Copy the text to a file before you leave; a reload brings back what was kept last.",
      );
    this.isLosing = !isKept;
  };

  private take(next: Draft, title: string): void {
    const before = this.snapshot.desk.current;
    if (before.key === next.key) return;
    this.set({ desk: taken(this.snapshot.desk, next) });
    void this.show(next, peopleKey(before.people) !== peopleKey(next.people));
    this.say(
      before.edited
        ? `Opened “${title}”. “${titleOf(before.text)}” is kept among your plans.`
        : `Opened “${title}”.`,
      [{ title: "Go back", run: () => this.take(before, titleOf(before.text)) }],
    );
  }

  private async show(draft: Draft, otherPeople: boolean): Promise<void> {
    // Both in one breath: the session loads the people before it runs the text.
    const request = otherPeople ? this.requestFor(draft) : null;
    if (request instanceof Promise) {
      const found = await request;
      if (this.snapshot.desk.current.key !== draft.key) return;
      if (found) void this.load(found, draft.people);
      else this.fallBack(draft);
    } else if (request) void this.load(request, draft.people);
    this.session.setText(this.snapshot.desk.current.text);
  }

  private fallBack(draft: Draft): void {
    const example = this.gallery.find(({ name }) => name === draft.example) ?? this.gallery[0]!;
    const people: PeopleSource = { kind: "example", name: example.name };
    this.set({ desk: { ...this.snapshot.desk, current: { ...draft, people } } });
    this.say(
      "The people of this plan are not kept on this machine any more; it is shown with those of an example. Load the file again to see them.",
    );
    void this.load(exampleRequest(example, draft.text), people);
  }

  private requestFor({ people, text }: Draft): LoadRequest | Promise<LoadRequest | null> {
    if (people.kind === "example")
      return exampleRequest(this.gallery.find(({ name }) => name === people.name) ?? this.gallery[0]!, text);
    const here = this.files.get(people.id);
    if (here) return filesRequest(here, text);
    return keptFiles(people.id).then((found) => {
      if (found) this.files.set(found.id, found);
      return found && filesRequest(found, text);
    });
  }

  private async load(request: LoadRequest, people: PeopleSource): Promise<LoadReport | null> {
    const report = await this.session.load(request, triedIn(people));
    if (report?.loaded) {
      this.loaded = people;
      this.set({ peopleTitle: request.title });
    }
    return report;
  }

  private keepTried(): void {
    const { desk } = this.snapshot;
    if (this.loaded) rememberTried(this.loaded, this.session.getSnapshot().tried, peopleOf(desk));
  }

  private stored(title: string, people: GivenFile, orders: GivenFile | null): StoredFiles {
    const only = ({ name, text }: GivenFile): GivenFile => ({ name, text });
    return {
      id: `${title}-${Date.now().toString(36)}`,
      ...{ title, people: only(people), orders: orders && only(orders), leaveOutBadRows: false },
    };
  }

  /** Orders alone belong to the people that are there. */
  private async addOrders(orders: GivenFile): Promise<void> {
    const { people } = this.snapshot.desk.current;
    const example =
      people.kind === "example" ? this.gallery.find(({ name }) => name === people.name) : undefined;
    const files = people.kind === "files" ? this.files.get(people.id) : undefined;
    const file = files?.people ?? (example && { name: "people.csv", text: example.people });
    if (file) await this.loadFiles(this.stored(files?.title ?? example!.title, file, orders), orders.name);
  }

  private async loadFiles(files: StoredFiles, title: string): Promise<void> {
    const before = this.snapshot.desk.current.people;
    const source: PeopleSource = { kind: "files", id: files.id, title: files.title };
    const report = await this.load(filesRequest(files, this.snapshot.desk.current.text), source);
    // Others were dropped meanwhile.
    if (!report) return;
    const reading: Reading = { title, files, report };
    if (!report.loaded) return this.set({ reading });
    this.files.set(files.id, files);
    this.set({
      reading: null,
      desk: {
        ...this.snapshot.desk,
        current: { ...this.snapshot.desk.current, people: source, edited: true },
      },
    });
    const isKept = await keepFiles(files, filesUsed(this.snapshot.desk));
    if (isKept) await this.readFromStore(files.id);
    const look = { title: "Show what", run: () => this.set({ reading }) };
    const goBack = { title: "Go back", run: () => this.takePeople(before) };
    this.say(loadedSentence(report, isKept), report.faultCount > 0 ? [look, goBack] : [goBack]);
  }

  /** From now on what is read of the files is read of what is kept: the files themselves may go away. */
  private async readFromStore(id: string): Promise<void> {
    const kept = await keptFiles(id);
    if (!kept) return;
    this.files.set(id, kept);
    const { people, text } = this.snapshot.desk.current;
    if (people.kind === "files" && people.id === id) this.session.readFrom(filesRequest(kept, text));
  }

  private takePeople(people: PeopleSource): void {
    const current = { ...this.snapshot.desk.current, people };
    this.set({ desk: { ...this.snapshot.desk, current } });
    void this.show(current, true);
  }

  /** `isTyped`: who draws the page looks here too when the session tells of the answer, and need not be told before. */
  private set(change: Partial<WorkspaceSnapshot>, isTyped = false): void {
    const isOtherDesk = change.desk !== undefined && change.desk !== this.snapshot.desk;
    this.snapshot = { ...this.snapshot, ...change };
    if (isOtherDesk) {
      clearTimeout(this.saving);
      this.saving = setTimeout(this.save, SAVE_AFTER_MS);
    }
    if (isTyped) this.telling ??= setTimeout(this.tell, SAVE_AFTER_MS);
    else this.tell();
  }

  private readonly tell = (): void => {
    clearTimeout(this.telling);
    this.telling = undefined;
    for (const listener of this.listeners) listener();
  };
}

function exampleRequest({ title, people, orders, name }: GalleryEntry, plan: string): LoadRequest {
  return {
    title: `${title.split(":", 1)[0]} sample`,
    synthetic: true,
    people: { name: `${name}.people.csv`, text: people },
    orders: orders === null ? null : { name: `${name}.orders.csv`, text: orders },
    plan,
    leaveOutBadRows: false,
  };
}

const filesRequest = (
  { title, people, orders, leaveOutBadRows }: StoredFiles,
  plan: string,
): LoadRequest => ({
  title,
  synthetic: false,
  people,
  orders,
  plan,
  leaveOutBadRows,
});

function loadedSentence({ people, orders, faultCount, remaining }: LoadReport, isKept: boolean): string {
  const several = (count: number, one: string, many: string): string =>
    `${new Intl.NumberFormat().format(count)} ${count === 1 ? one : many}`;
  const left = remaining ? remaining.leftOutPeople + remaining.leftOutOrders : 0;
  const parts = [
    `Loaded ${several(people, "person", "people")}${orders > 0 ? ` and ${several(orders, "order", "orders")}` : ""}.`,
    left > 0
      ? `${several(left, "bad row was", "bad rows were")} left out.`
      : faultCount > 0
        ? `${several(faultCount, "thing deserves", "things deserve")} a look.`
        : "",
    isKept ? "" : "They are too large to be kept on this machine: load them again after a reload.",
  ];
  return parts.filter(Boolean).join(" ");
}

function isDesk(value: unknown): value is Desk {
  const current = (value as Desk | null)?.current;
  return (
    typeof current?.text === "string" &&
    typeof current.key === "string" &&
    typeof current.people?.kind === "string" &&
    Array.isArray((value as Desk).others)
  );
}
