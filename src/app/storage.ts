import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { GivenFile } from "../engine/protocol.ts";

/**
 * What stays on this machine between two visits, and nowhere else. Small things (texts, the view, sizes of panes) are
 * written at once to localStorage; files of people go to IndexedDB. A browser that refuses either loses nothing but
 * the memory: every read may say null, every write may say false.
 */
const PREFIX = "plumbline.";

export function remembered<T>(name: string): T | null {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function remember(name: string, value: unknown): boolean {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export type StoredFiles = {
  readonly id: string;
  readonly title: string;
  readonly people: GivenFile;
  readonly orders: GivenFile | null;
  readonly leaveOutBadRows: boolean;
};
interface Files extends DBSchema {
  files: { key: string; value: StoredFiles };
}

const DATABASE = "plumbline";
let opened: Promise<IDBPDatabase<Files>> | null = null;
const database = (): Promise<IDBPDatabase<Files>> =>
  (opened ??= openDB<Files>(DATABASE, 1, {
    upgrade: (fresh) => void fresh.createObjectStore("files", { keyPath: "id" }),
  }));

export async function keepFiles(files: StoredFiles, stillUsed: ReadonlySet<string>): Promise<boolean> {
  try {
    const store = await database();
    for (const id of await store.getAllKeys("files")) if (!stillUsed.has(id)) await store.delete("files", id);
    await store.put("files", files);
    return true;
  } catch {
    return false;
  }
}

export async function keptFiles(id: string): Promise<StoredFiles | null> {
  try {
    return (await (await database()).get("files", id)) ?? null;
  } catch {
    return null;
  }
}

/** The rescue behind `#reset`: forgets the view, the panes and the open text's place, and keeps the plans. */
export function forgetEverythingButPlans(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(PREFIX) && key !== `${PREFIX}drafts`) localStorage.removeItem(key);
    indexedDB.deleteDatabase(DATABASE);
  } catch {
    // Nothing was kept, so there is nothing to forget.
  }
}
