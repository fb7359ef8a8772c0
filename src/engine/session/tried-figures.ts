import type { ChangeReport, ChangeRequest } from "../protocol.ts";
import { isSameCell, type Tried } from "./snapshot.ts";
import { Unanswered } from "./worker-host.ts";

type Asked = { readonly figure: Omit<Tried, "was">; readonly done: (refusal: string | null) => void };

/**
 * The figures that are tried in place of those of the files: asked for one after another, told to the engine, and told again to
 * one that is new and knows the files alone.
 */
export class TriedFigures {
  private figures: readonly Tried[] = [];
  /** Whether the engine has them. */
  private areTold = true;
  private readonly asked: Asked[] = [];
  private readonly change: (request: ChangeRequest) => Promise<ChangeReport | null>;

  /** `change` tells the engine of one; it rejects where the engine does not answer. */
  constructor(change: (request: ChangeRequest) => Promise<ChangeReport | null>) {
    this.change = change;
  }

  get all(): readonly Tried[] {
    return this.figures;
  }
  get isUntold(): boolean {
    return !this.areTold;
  }
  get isAsked(): boolean {
    return this.asked.length > 0;
  }

  /** A sentence where it cannot be tried. The same cell as in the file puts it back. */
  ask(figure: Omit<Tried, "was">): Promise<string | null> {
    return new Promise((done) => void this.asked.push({ figure, done }));
  }

  /** The engine knows the files alone: it is new, or has read them again. */
  forgotten(): void {
    this.areTold = this.figures.length === 0;
  }

  /** Other people are there, with the figures that were tried in theirs: a row is another person's now. */
  ofOthers(figures: readonly Tried[]): void {
    this.figures = figures;
    this.forgotten();
    this.refuse("The figure was not tried: other people have been loaded.");
  }

  /** Ends what is still to be tried. */
  refuse(because: string): void {
    for (const { done } of this.asked.splice(0)) done(because);
  }

  /** Tells the engine all of them again, and keeps those that it takes. Nothing is different where it dies of them: they are told once more. */
  async tellAgain(): Promise<void> {
    const taken: Tried[] = [];
    try {
      for (const figure of this.figures) if (await this.isTaken(figure)) taken.push(figure);
      this.figures = taken;
    } catch (error) {
      if (error instanceof Unanswered && error.cause === "died") return;
      this.figures = [];
    }
    this.areTold = true;
  }

  /** Tries the next one that is asked for; `changed` is called where the engine has another figure now, before who asked hears of it. */
  async tryNext(changed: () => void): Promise<void> {
    const { figure, done } = this.asked.shift()!;
    const cell = figure.cell.trim();
    const report = await this.change(requestOf({ ...figure, cell })).catch((error) => {
      if (!(error instanceof Unanswered)) console.error("a figure was not tried", error);
      return null;
    });
    if (report?.kind !== "changed") {
      done(report ? report.because : "The figure could not be tried: there are no results to see it in.");
      return;
    }
    const before = this.figures.find((other) => isSameCell(other, figure));
    const was = before ? before.was : report.was;
    const others = this.figures.filter((other) => other !== before);
    this.figures = cell === was ? others : [...others, { ...figure, cell, was }];
    changed();
    done(null);
  }

  /** Whether the cell is still what it was when the figure was first tried; where the files have another one now, that one stays. */
  private async isTaken(figure: Tried): Promise<boolean> {
    const report = await this.change(requestOf(figure));
    if (report?.kind !== "changed") return false;
    if (report.was === figure.was) return true;
    await this.change(requestOf({ ...figure, cell: report.was }));
    return false;
  }
}

const requestOf = ({ of, row, input, cell }: ChangeRequest): ChangeRequest => ({ of, row, input, cell });
