import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { type Around, coerceFinding } from './coerce-finding.ts';
import { isOpen, isPraise, isSettled } from './element-status.ts';
import { isExample, saysOfLine } from './json-shapes.ts';
import { openObject } from './lenient-object.ts';
import { severityOf } from './level-of-object.ts';

const countLimit = 20_000;

/** What a document holds. */
export interface JsonFindings {
  readonly findings: readonly LooseFinding[];
  /** Whether it has a place for findings, though there may be none. */
  readonly isReview: boolean;
  /** How many are marked as dealt with. */
  readonly settled: number;
  /** How many of the findings name no level. */
  readonly unnamed: number;
  /** Elements of lists of findings that name a level and from which none came. */
  readonly unread: readonly { readonly severity: Severity; readonly words: string }[];
}

/** Sorts the elements of a document that stand for findings by what they say of themselves. */
export class JsonCollection {
  readonly #notes: string[];
  readonly #findings: LooseFinding[] = [];
  readonly #unread: { readonly severity: Severity; readonly words: string }[] = [];
  /** What earlier rounds found and nobody says to be open. */
  readonly #earlier: { readonly element: unknown; readonly around: Around }[] = [];
  #settled = 0;
  #unnamed = 0;
  #isReview = false;

  /** @param notes where it tells what was left out. */
  constructor(notes: string[]) {
    this.#notes = notes;
  }

  /** Takes in an element that is a finding, unless it says that it is none. */
  add(element: unknown, around: Around): void {
    if (this.#findings.length >= countLimit) return;
    if (isExample(element))
      this.note(`an example of the form was left out: ${JSON.stringify(element).slice(0, 200)}`);
    else if (isSettled(element)) this.#settled++;
    else if (around.isEarlier && !isOpen(element)) this.#earlier.push({ element, around });
    else if (isPraise(element)) {
      const title = openObject(element)?.text('title', 'message') ?? '';
      this.note(`${JSON.stringify(title)} says that all is well`);
    } else this.#keep(element, around);
  }

  #keep(element: unknown, around: Around): void {
    const finding = coerceFinding(element, this.#findings.length + 1, this.#notes, around);
    if (finding === null) return;
    this.#findings.push(finding);
    if (severityOf(element) === null && around.severity === null) this.#unnamed++;
  }

  /** Takes in an element of a list of findings from which none came: naming a level, or saying something of a line, makes it one. */
  addUnread(element: unknown): void {
    const severity = severityOf(element) ?? (saysOfLine(element) ? 'important' : null);
    if (severity === null || isSettled(element) || isPraise(element) || isExample(element)) return;
    this.#unread.push({ severity, words: JSON.stringify(element).slice(0, 400) });
  }

  /** Tells something of what was left out. */
  note(text: string): void {
    this.#notes.push(text);
  }

  /** Says that the document has a place for findings. */
  expectFindings(): void {
    this.#isReview = true;
  }

  /** How many elements were taken in so far. */
  count(): number {
    return this.#findings.length + this.#settled + this.#earlier.length + this.#unread.length;
  }

  /** All of it. Beside a list of findings the earlier ones are told as a matter of history, else they stand. */
  finish(): JsonFindings {
    const isReview = this.#isReview || this.#earlier.length > 0;
    if (this.#isReview) this.#settled += this.#earlier.length;
    else for (const { element, around } of this.#earlier) this.add(element, { ...around, isEarlier: false });
    return {
      findings: this.#findings,
      isReview,
      settled: this.#settled,
      unnamed: this.#unnamed,
      unread: this.#unread,
    };
  }
}
