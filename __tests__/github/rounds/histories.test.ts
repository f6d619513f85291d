import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInputs } from '../../../src/config/inputs.ts';
import { chooseCourse } from '../../../src/github/event/course.ts';
import { eventFacts } from '../../../src/github/event/read-event.ts';
import { publishComment } from '../../../src/github/publish/publish-comment.ts';
import { memoryNames } from '../../../src/github/rounds/artifact-memory.ts';
import { markerOf } from '../../../src/github/rounds/marker.ts';
import { type Memory, packMemory, unpackMemory } from '../../../src/github/rounds/memory.ts';
import {
  type PreviousRound,
  readPreviousRound,
  withDecisions,
} from '../../../src/github/rounds/previous-round.ts';
import { memoryOf } from '../../../src/github/rounds/remember.ts';
import type { Report, ReportFinding } from '../../../src/model/report/report-schema.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import { buildReview, buildReviewFinding, buildRun } from '../../helpers/agent-run.ts';
import { buildChange, type Texts } from '../../helpers/change.ts';
import { FakeGitHub, ours, outage, person, type Request } from '../../helpers/fake-github.ts';
import { buildRecording, defaultRules } from '../../helpers/recording.ts';

/** How many histories are tried; a release tries 20,000 and more. */
const histories = Number(process.env.HISTORIES ?? '60');

const marker = markerOf('.github/workflows/review.yml review');
const nameOf = memoryNames({ artifactName: 'deep-review', pullNumber: 7, marker });
const parts = [0, 1, 2, 3, 4, 5] as const;
type Part = (typeof parts)[number];
/** The last two have the same flaw, told apart by what is around it alone. */
const flawOf = (part: Part): string => (part < 4 ? `  unsafe(job, "flaw ${part}");` : '  return undefined;');

/** The pull request's code: parts in an order, some of them flawed, in a file that may have another name. */
interface Code {
  readonly flawed: ReadonlySet<Part>;
  readonly order: readonly Part[];
  readonly name: string;
  readonly base: number;
  readonly head: number;
}

const textOf = (flawed: ReadonlySet<Part>, order: readonly Part[], base: number): string =>
  [
    `export const base = ${base};`,
    ...order.flatMap((part) => [
      `export function part${part}(job) {`,
      flawed.has(part) ? flawOf(part) : `  keep(job, ${part});`,
      '}',
    ]),
    '',
  ].join('\n');

function textsOf({ flawed, order, name, base }: Code): Texts {
  const before = textOf(new Set(), parts, base);
  const after = `${textOf(flawed, order, base)}// on\n`;
  return name === 'src/a.js'
    ? { [name]: [before, after] }
    : { 'src/a.js': [before, null], [name]: [null, after] };
}

const lineOf = ({ order }: Code, part: Part): number => 3 + 3 * order.indexOf(part);

const event = {
  push: fc.record({
    type: fc.constant('push' as const),
    flaws: fc.subarray([...parts]),
    moves: fc.boolean(),
    renames: fc.boolean(),
  }),
  rebase: fc.record({ type: fc.constant('rebase' as const) }),
  review: fc.record({
    type: fc.constant('review' as const),
    raised: fc.subarray([...parts]),
    ends: fc.constantFrom('well', 'well', 'well', 'crashed', 'cancelled', 'moved on'),
    fault: fc.option(
      fc.constantFrom<Request>(
        'list',
        'readRun',
        'readFile',
        'listComments',
        'listReviews',
        'listInlineComments',
        'readViewer',
        'readEdits',
        'readPermission',
        'readPullRequest',
      ),
      { freq: 3 },
    ),
    unkept: fc.constantFrom('none', 'none', 'none', 'artifact', 'comment', 'both'),
  }),
  say: fc.record({
    type: fc.constant('say' as const),
    who: fc.constantFrom('boss', 'dev', 'ada', 'stranger'),
    verb: fc.constantFrom('decline', 'decline', 'undecline'),
    which: fc.nat(5),
  }),
  withdraw: fc.record({ type: fc.constant('withdraw' as const), how: fc.constantFrom('edit', 'delete') }),
  tamper: fc.record({
    type: fc.constant('tamper' as const),
    how: fc.constantFrom('edit', 'cut', 'delete', 'impersonate', 'echo', 'fork'),
  }),
  mode: fc.record({ type: fc.constant('mode' as const), mode: fc.constantFrom('off', 'sticky', 'review') }),
};
type Event = {
  [Name in keyof typeof event]: (typeof event)[Name] extends fc.Arbitrary<infer T> ? T : never;
}[keyof typeof event];
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: event.push },
  { weight: 1, arbitrary: event.rebase },
  { weight: 8, arbitrary: event.review },
  { weight: 5, arbitrary: event.say },
  { weight: 1, arbitrary: event.withdraw },
  { weight: 2, arbitrary: event.tamper },
  { weight: 1, arbitrary: event.mode },
);

/** What one copy of the memory knows to block, as an observer would have it. */
interface Known {
  readonly round: number;
  readonly blocking: readonly Part[];
}

/** A pull request through its history, with an observer who forgets nothing. */
class PullRequest {
  readonly github = new FakeGitHub();
  code: Code = { flawed: new Set(), order: [...parts], name: 'src/a.js', base: 1, head: 1 };
  mode: 'off' | 'sticky' | 'review' = 'off';
  inArtifact: Known | null = null;
  inComment: Known | null = null;
  lastSeen: Report | null = null;
  readonly said: { id: number; who: string; verb: string; part: Part }[] = [];

  constructor() {
    Object.assign(this.github.permissions, { boss: 'admin', dev: 'write', ada: 'write' });
    this.#head();
  }

  #head(): void {
    this.github.headSha = this.code.head.toString(16).padStart(40, '0');
  }

  async happen(happening: Event): Promise<void> {
    switch (happening.type) {
      case 'push': {
        const { flaws, moves, renames } = happening;
        this.code = {
          ...this.code,
          flawed: new Set(flaws),
          order: moves ? this.code.order.toReversed() : this.code.order,
          name: renames ? (this.code.name === 'src/a.js' ? 'lib/b.js' : 'src/a.js') : this.code.name,
          head: this.code.head + 1,
        };
        return this.#head();
      }
      case 'rebase':
        this.code = { ...this.code, base: this.code.base + 1, head: this.code.head + 1 };
        return this.#head();
      case 'mode':
        this.mode = happening.mode;
        return;
      case 'say':
        return this.#say(happening);
      case 'withdraw': {
        const last = this.said.at(-1);
        if (last === undefined) return;
        const body = this.github.comments.find(({ id }) => id === last.id)?.body ?? '';
        if (happening.how === 'edit') this.github.edit(person('mallory'), last.id, `${body} Really.`);
        else
          this.github.comments.splice(
            this.github.comments.findIndex(({ id }) => id === last.id),
            1,
          );
        this.said.pop();
        return;
      }
      case 'tamper':
        return this.#tamper(happening.how);
      case 'review':
        return this.#review(happening);
    }
  }

  #say({ who, verb, which }: Extract<Event, { type: 'say' }>): void {
    const findings = [...(this.lastSeen?.findings ?? []), ...(this.lastSeen?.refuted ?? [])];
    const finding = findings[which % Math.max(1, findings.length)];
    if (finding === undefined) return;
    const { id } = this.github.say(person(who), `/deep-review ${verb} ${finding.id} Because.`);
    this.said.push({ id, who, verb, part: partOf(finding) });
  }

  #tamper(how: Extract<Event, { type: 'tamper' }>['how']): void {
    const { github } = this;
    const place = github.comments.some(({ body, author }) => author.isApp && body.startsWith(marker))
      ? github.comments
      : github.reviews;
    const own = place.find(({ body, author }) => author.isApp && body.startsWith(marker));
    const memory = own === undefined ? null : unpackMemory(own.body);
    const forged =
      memory === null ? `${marker}\n\nAll is well.` : `${marker}\n\n${packMemory(clean(memory), 30_000)}`;
    if (how === 'impersonate') github.say(person('github-actions'), forged);
    else if (how === 'fork')
      github.upload(nameOf(1), JSON.stringify(memory === null ? {} : clean(memory)), {
        repository: 'mallory/queue',
      });
    // Another workflow can write in our name: that is believed only where no artifact says otherwise.
    else if (how === 'echo') {
      if (this.inArtifact !== null && this.inArtifact.round >= (this.inComment?.round ?? 0))
        github.say(ours, forged);
    } else if (own !== undefined) {
      if (how === 'edit') github.edit(person('mallory'), own.id, forged);
      else if (how === 'cut') github.edit(ours, own.id, `${marker}\n\nAll is well.`);
      else {
        if (this.inArtifact === null) return;
        place.splice(place.indexOf(own), 1);
      }
      this.inComment = null;
    }
  }

  async #review({ raised, ends, fault, unkept }: Extract<Event, { type: 'review' }>): Promise<void> {
    const { github, code } = this;
    if (fault !== null) github.faults.set(fault, outage);
    const query = {
      repository: 'acme/queue',
      workflowPath: '.github/workflows/review.yml',
      pullNumber: 7,
      marker,
      artifactName: 'deep-review',
      isCommenting: this.mode !== 'off',
    };
    const read = await readPreviousRound(query, github, github);
    const previous = withDecisions(read, { author: 'admin' }, 'ada');
    const identity = { head: github.headSha, mergeBase: String(code.base), patchId: null, terms: 't' };
    const facts = {
      ...eventFacts('schedule', {}, null, { base: 'main', head: null }),
      name: 'pull_request',
      pullNumber: 7,
    };
    const course = chooseCourse(facts, parseInputs({}), previous, identity);
    const report = course.type === 'reuse' ? course.report : this.#settle(raised, ends, previous);
    const reviewedHead = github.headSha;
    if (ends === 'moved on') github.headSha = 'f'.repeat(40);
    if (ends !== 'cancelled' && course.type === 'review')
      await this.#keep(report, previous, identity, unkept);
    github.headSha = reviewedHead;
    github.faults.clear();
    if (ends !== 'cancelled') this.#judge(report, previous);
  }

  #settle(raised: readonly Part[], ends: string, previous: PreviousRound): Report {
    const { code } = this;
    const texts = textsOf(code);
    const change = { ...buildChange(texts), head: this.github.headSha };
    const findings = raised
      .filter((part) => code.flawed.has(part))
      .map((part) => ({
        title: `Flaw ${part}: part number ${part} does not keep its job`,
        severity: part === 0 ? ('critical' as const) : ('important' as const),
        path: code.name,
        startLine: lineOf(code, part),
        endLine: lineOf(code, part),
        explanation: `The job of part ${part} is lost.`,
      }));
    const hasFailed = ends === 'crashed' || ends === 'cancelled';
    const coverage = Object.keys(texts).map((path) => ({ path, status: 'read' as const }));
    const answer = JSON.stringify(buildReview({ findings: findings.map(buildReviewFinding), coverage }));
    const assigned = Object.keys(texts);
    const run = buildRun(hasFailed ? { outcome: 'crashed', answer: null } : { answer, assigned });
    const recording = buildRecording(
      {
        change,
        runs: [run],
        previous: previous.report,
        rules: { ...defaultRules, declined: previous.declined },
      },
      texts,
    );
    const review = {
      ...recording.review,
      round: (previous.report?.review.round ?? 0) + 1,
      isLastRoundLost: previous.isLost,
      notes: previous.notes,
    };
    return settleReviews({ ...recording, review });
  }

  async #keep(
    report: Report,
    previous: PreviousRound,
    identity: Memory['identity'],
    unkept: string,
  ): Promise<void> {
    const { github, code } = this;
    const memory = await memoryOf(
      { report, identity, pullNumber: 7, storedAt: ++github.time },
      previous,
      github,
    );
    if (memory === null) return;
    const known = { round: report.review.round, blocking: blockingParts(report) };
    if (this.mode !== 'off') {
      const before = [...github.comments, ...github.reviews].map(({ body }) => body).join();
      if (unkept === 'comment' || unkept === 'both')
        for (const request of ['createComment', 'updateComment', 'createReview', 'updateReview'] as const)
          github.faults.set(request, outage);
      const change = buildChange(textsOf(code));
      await publishComment(
        { mode: this.mode, report, change, marker, memory, whereabouts: 'the run' },
        github,
      );
      if ([...github.comments, ...github.reviews].map(({ body }) => body).join() !== before)
        this.inComment = known;
    }
    if (unkept !== 'artifact' && unkept !== 'both') {
      github.upload(nameOf(1), JSON.stringify(memory));
      this.inArtifact = known;
    }
    if (this.inArtifact === known || this.inComment === known) this.lastSeen = report;
  }

  /** Whether the last accepted word on a part is that it may stay. */
  #isDeclined(part: Part): boolean {
    const mayDecline = (who: string) => who === 'boss' || (who === 'dev' && part !== 0);
    const mayUndecline = (who: string) => who !== 'stranger';
    const words = this.said.filter(
      (said) =>
        said.part === part && (said.verb === 'decline' ? mayDecline(said.who) : mayUndecline(said.who)),
    );
    return words.at(-1)?.verb === 'decline';
  }

  #judge(report: Report, previous: PreviousRound): void {
    const { flawed } = this.code;
    const known = [this.inArtifact, this.inComment].filter((copy) => copy !== null);
    const last = Math.max(0, ...known.map(({ round }) => round));
    const standing = known
      .filter(({ round }) => round === last)
      .flatMap(({ blocking }) => blocking)
      .filter((part) => flawed.has(part) && !this.#isDeclined(part));
    const { gate, blocking, reason } = report.verdict;
    if (gate === 'pass')
      expect(standing, `a green check while flaws stand that were found: ${reason}`).toEqual([]);
    const red = report.findings.filter(({ id }) => blocking.includes(id)).map(partOf);
    // Whether a line was moved or taken out there and written anew here, no code can tell.
    const isThere = (part: Part) => [...flawed].some((other) => flawOf(other) === flawOf(part));
    expect(
      red.filter((part) => !isThere(part)),
      'blocked by code that is not there',
    ).toEqual([]);
    if (gate === 'inconclusive')
      expect(previous.isLost ? previous.notes.join() : reason).toMatch(/could not be read|no reviewer/i);
    if (gate === 'block') expect(blocking).not.toEqual([]);
  }
}

const partOf = ({ title }: Pick<ReportFinding, 'title'>): Part =>
  Number(/Flaw (\d)/.exec(title)?.[1]) as Part;
const blockingParts = (report: Report): Part[] =>
  report.findings.filter(({ blocking }) => blocking).map(partOf);

/** A memory as a forger would have it. */
const clean = (memory: Memory): Memory => ({
  ...memory,
  report: {
    ...memory.report,
    findings: [],
    review: { ...memory.report.review, round: memory.report.review.round + 1 },
    verdict: { ...memory.report.verdict, level: 'merge', gate: 'pass', blocking: [] },
  },
});

test('no check is green while a blocker stands that was found and not declined, and none is red without a cause', async () => {
  const begin = fc.tuple(event.push, event.review);
  const further = fc.array(anyEvent, { minLength: 2, maxLength: 12, size: 'max' });
  const trial = fc.asyncProperty(begin, further, async (first, events) => {
    const pullRequest = new PullRequest();
    for (const happening of [...first, ...events]) await pullRequest.happen(happening);
  });
  await fc.assert(trial, {
    numRuns: histories,
    ...(process.env.SEED ? { seed: Number(process.env.SEED) } : {}),
  });
}, 3_600_000);
