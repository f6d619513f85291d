import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { saysStillOpen } from '../words/says-settled.ts';
import { assemble, type Draft, statedSeverity } from './assemble-finding.ts';
import type { Context } from './context.ts';
import type { FindingHead } from './heads/finding-head.ts';
import { isStruck, saysCorrect } from './heads/struck.ts';
import { reportsRepair } from './states/reports-repair.ts';
import type { StatesToldElsewhere } from './states/states-told-elsewhere.ts';
import type { TableRow } from './table-rows.ts';

/** What was found, and where it came from. */
export interface FoundFindings {
  readonly findings: readonly LooseFinding[];
  /** Rows of tables, which often repeat findings, table by table. */
  readonly tables: readonly (readonly LooseFinding[])[];
  /** What stands under a severity where findings are told again: in a conclusion, by priority, in what is to be done; and in which part. */
  readonly again: readonly { readonly finding: LooseFinding; readonly part: Context }[];
  /** Points of advice, for a review that has nothing else. */
  readonly advice: readonly {
    readonly finding: LooseFinding;
    readonly isHeading: boolean;
    readonly isPlain: boolean;
  }[];
  /** What is to be done. */
  readonly tasks: readonly { readonly finding: LooseFinding; readonly hasSeverity: boolean }[];
  /** Titles of what is marked as dealt with. */
  readonly settled: readonly string[];
  /** Titles of what names a finding again. */
  readonly repeated: readonly string[];
  /** Sections that must hold findings of a severity, with the number that came out and what stands in them. */
  readonly expected: readonly {
    readonly severity: Severity;
    readonly count: number;
    readonly words: string;
  }[];
  /** Points about code that complain, below titles that tell nothing: where these are most of an answer, its form is not one that is read. */
  readonly unheard: readonly string[];
  /** Findings whose level nothing states. */
  readonly unstated: ReadonlySet<LooseFinding>;
}

type Told = Pick<FindingHead, 'severity' | 'isHeading' | 'isPlain'>;

/** Sorts what is found by what its place in a review makes of it. */
export class Collection {
  readonly #findings: LooseFinding[] = [];
  readonly #tables: (readonly LooseFinding[])[] = [];
  readonly #again: FoundFindings['again'][number][] = [];
  readonly #advice: FoundFindings['advice'][number][] = [];
  readonly #tasks: FoundFindings['tasks'][number][] = [];
  readonly #settled: string[] = [];
  readonly #repeated: string[] = [];
  readonly #expected: FoundFindings['expected'][number][] = [];
  readonly #unheard: string[] = [];
  readonly #unstated = new Set<LooseFinding>();
  readonly #states: StatesToldElsewhere;

  constructor(states: StatesToldElsewhere) {
    this.#states = states;
  }

  get found(): FoundFindings {
    return {
      findings: this.#findings,
      tables: this.#tables,
      again: this.#again,
      advice: this.#advice,
      tasks: this.#tasks,
      settled: this.#settled,
      repeated: this.#repeated,
      expected: this.#expected,
      unheard: this.#unheard,
      unstated: this.#unstated,
    };
  }

  /** Takes a finding in. */
  add(draft: Draft, context: Context): void {
    const { head, body } = draft;
    const hasLevel = statedSeverity(draft, context) !== null;
    const isTold =
      isStruck(head) ||
      (head.isTicked && context.hasOpenBoxes) ||
      (!hasLevel && saysCorrect(head)) ||
      reportsRepair(draft);
    if (context.isSettled || body.isSettled || isTold || this.#isSettledElsewhere(draft))
      this.#settled.push(head.title);
    else if (this.#isRepeated(head, context)) this.#repeated.push(head.title);
    else {
      const finding = assemble(draft, context);
      if (!hasLevel) this.#unstated.add(finding);
      this.#keep(finding, context, this.#findings, head);
    }
  }

  /** Takes the rows of a table in. */
  addRows(table: readonly TableRow[], context: Context): void {
    const rows: LooseFinding[] = [];
    this.#tables.push(rows);
    for (const row of table) this.#addRow(row, context, rows);
  }

  #addRow({ finding, isSettled }: TableRow, context: Context, rows: LooseFinding[]): void {
    if (context.isSettled || isSettled) {
      this.#settled.push(finding.title);
      return;
    }
    const severity = finding.severity ?? context.severity;
    const whole = { ...finding, severity: severity ?? 'important', path: finding.path ?? context.path };
    if (severity === null) this.#unstated.add(whole);
    this.#keep(whole, context, rows, { severity: finding.severity, isHeading: false, isPlain: false });
  }

  /** Takes in the title of what is dealt with. */
  addSettled(title: string): void {
    this.#settled.push(title);
  }

  /** Takes in what is told once more, and in which part. */
  addAgain(finding: LooseFinding, part: Context): void {
    this.#again.push({ finding, part });
  }

  /** Takes in what prompts for other agents tell, which repeat findings as tables do. */
  addPrompts(findings: readonly LooseFinding[]): void {
    this.#tables.push(findings);
  }

  /** Takes in points that complain where nothing says that findings stand. */
  addUnheard(points: readonly string[]): void {
    this.#unheard.push(...points);
  }

  /** Says that a section must hold findings of a severity. */
  expect(section: FoundFindings['expected'][number]): void {
    this.#expected.push(section);
  }

  /** How many findings came out so far. */
  count(): number {
    return this.#findings.length + this.#tables.flat().length + this.#settled.length + this.#again.length;
  }

  /** Whether an answer tells away from a finding, by its id or number, that it is dealt with. */
  #isSettledElsewhere({ head, body }: Draft): boolean {
    const name = head.id ?? head.number;
    const words = `${head.title} ${head.words} ${body.explanation.slice(0, 500)}`;
    return name !== null && !saysStillOpen(words) && this.#states.isSettled(name, words);
  }

  /** Outside of the parts with findings, an id that is taken names the finding again: what to do first, and how. */
  #isRepeated(head: FindingHead, { expects }: Context): boolean {
    return (
      expects !== 'findings' &&
      head.id !== null &&
      head.places.length === 0 &&
      this.#findings.some(({ id }) => id === head.id)
    );
  }

  #keep(finding: LooseFinding, part: Context, stated: LooseFinding[], told: Told): void {
    const { severity, isHeading, isPlain } = told;
    if (part.expects === 'tasks') this.#tasks.push({ finding, hasSeverity: severity !== null });
    else if (part.expects === 'advice' || isPlain) this.#advice.push({ finding, isHeading, isPlain });
    else if (part.isAgain) this.#again.push({ finding, part });
    else stated.push(finding);
  }
}
