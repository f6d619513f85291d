import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { assemble, type Draft } from './assemble-finding.ts';
import type { Context } from './context.ts';
import type { FindingHead } from './heads/finding-head.ts';
import { isStruck } from './heads/struck.ts';
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
  readonly notes: readonly string[];
}

/** Sorts what is found by what its place in a review makes of it. */
export interface Collection {
  readonly found: FoundFindings;
  /** Takes a finding in. */
  add(draft: Draft, context: Context): void;
  /** Takes the rows of a table in. */
  addRows(rows: readonly TableRow[], context: Context): void;
  /** Takes in what is told without a draft. */
  addSettled(title: string): void;
  addAgain(finding: LooseFinding, part: Context): void;
  addPrompts(findings: LooseFinding[]): void;
  addUnheard(points: readonly string[]): void;
  /** Says that a section must hold findings of a severity. */
  expect(section: FoundFindings['expected'][number]): void;
  /** How many findings came out so far. */
  count(): number;
}

/** Makes the collection of one review. */
export function collectFindings(): Collection {
  const findings: LooseFinding[] = [];
  const tables: LooseFinding[][] = [];
  const again: FoundFindings['again'][number][] = [];
  const advice: FoundFindings['advice'][number][] = [];
  const tasks: FoundFindings['tasks'][number][] = [];
  const settled: string[] = [];
  const repeated: string[] = [];
  const expected: FoundFindings['expected'][number][] = [];
  const unheard: string[] = [];
  const notes: string[] = [];

  /** Outside of the parts with findings, an id that is taken names the finding again: what to do first, and how. */
  const isRepeated = ({ head }: Draft, { expects }: Context) =>
    expects !== 'findings' &&
    head.id !== null &&
    head.places.length === 0 &&
    findings.some(({ id }) => id === head.id);

  const keep = (
    finding: LooseFinding,
    part: Context,
    stated: LooseFinding[],
    { severity, isHeading, isPlain }: Pick<FindingHead, 'severity' | 'isHeading' | 'isPlain'>,
  ) => {
    if (part.expects === 'tasks') tasks.push({ finding, hasSeverity: severity !== null });
    else if (part.expects === 'advice' || isPlain) advice.push({ finding, isHeading, isPlain });
    else if (part.isAgain) again.push({ finding, part });
    else stated.push(finding);
  };

  const addRow = ({ finding, isSettled }: TableRow, context: Context, rows: LooseFinding[]) => {
    if (context.isSettled || isSettled) {
      settled.push(finding.title);
      return;
    }
    const severity = finding.severity ?? context.severity;
    if (severity === null && context.expects !== 'tasks')
      notes.push(`${JSON.stringify(finding.title)} has no severity and was taken as important`);
    const whole = { ...finding, severity: severity ?? 'important', path: finding.path ?? context.path };
    keep(whole, context, rows, { severity: finding.severity, isHeading: false, isPlain: false });
  };

  return {
    found: { findings, tables, again, advice, tasks, settled, repeated, expected, unheard, notes },
    add(draft, context) {
      if (context.isSettled || draft.body.isSettled || isStruck(draft.head)) settled.push(draft.head.title);
      else if (isRepeated(draft, context)) repeated.push(draft.head.title);
      else
        keep(
          assemble(draft, context, context.expects === 'tasks' ? [] : notes),
          context,
          findings,
          draft.head,
        );
    },
    addRows(table, context) {
      const rows: LooseFinding[] = [];
      tables.push(rows);
      for (const row of table) addRow(row, context, rows);
    },
    addSettled: (title) => void settled.push(title),
    addAgain: (finding, part) => void again.push({ finding, part }),
    addPrompts: (prompts) => void tables.push(prompts),
    addUnheard: (points) => void unheard.push(...points),
    expect: (section) => void expected.push(section),
    count: () => findings.length + tables.flat().length + settled.length + again.length,
  };
}
