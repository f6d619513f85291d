import { expect } from 'vitest';
import { parseInputs } from '../../src/config/inputs.ts';
import type { ChangeIdentity } from '../../src/github/event/change-identity.ts';
import { blockThatStands, chooseCourse, reasonToSkip } from '../../src/github/event/course.ts';
import type { EventFacts } from '../../src/github/event/event.ts';
import { eventFacts } from '../../src/github/event/read-event.ts';
import { publishComment } from '../../src/github/publish/publish-comment.ts';
import { memoryNames } from '../../src/github/rounds/artifact-memory.ts';
import { markerOf } from '../../src/github/rounds/marker.ts';
import { type Memory, packMemory, unpackMemory } from '../../src/github/rounds/memory.ts';
import {
  type PreviousRound,
  readPreviousRound,
  withDecisions,
} from '../../src/github/rounds/previous-round.ts';
import { memoryOf } from '../../src/github/rounds/remember.ts';
import { UserError } from '../../src/model/errors.ts';
import type { Report, ReportFinding } from '../../src/model/report/report-schema.ts';
import { settleReviews } from '../../src/review/straight-line.ts';
import { buildReview, buildReviewFinding, buildRun } from './agent-run.ts';
import { FakeGitHub, type KeptArtifact, ours, outage, person, type Request } from './fake-github.ts';
import {
  type Branch,
  type Code,
  changeOf,
  firstCode,
  flawOf,
  flawsIn,
  isOfBase,
  isTelling,
  lineOf,
  type Part,
  patchOf,
  readableTextsOf,
  textsOf,
} from './flawed-code.ts';
import { type Forgery, forgeries } from './forged-memory.ts';
import { buildRecording, defaultRules } from './recording.ts';

/** What can happen to a pull request. */
export type Happening =
  | {
      readonly type: 'push';
      readonly flaws: readonly Part[];
      readonly moves: boolean;
      readonly renames: 'no' | 'as a rename' | 'as a new file';
      readonly copies: boolean;
      readonly hides: boolean;
    }
  | { readonly type: 'force-push back' }
  | { readonly type: 'base moves' }
  | { readonly type: 'retarget'; readonly branch: Branch }
  | ({ readonly type: 'review' } & Review)
  | { readonly type: 'queue'; readonly isAlone: boolean; readonly fault: Request | null }
  | { readonly type: 'skip'; readonly why: 'draft' | 'label'; readonly fault: Request | null }
  | {
      readonly type: 'say';
      readonly who: 'boss' | 'dev' | 'ada' | 'stranger';
      readonly verb: 'decline' | 'undecline';
      readonly which: number;
    }
  | { readonly type: 'withdraw'; readonly how: 'edit' | 'delete' }
  | { readonly type: 'tamper'; readonly how: (typeof tamperings)[number] }
  /** Another workflow writes in our name. */
  | { readonly type: 'echo'; readonly forgery: Forgery }
  | { readonly type: 'mode'; readonly mode: Mode };

/** One review: what the agents raise, how it ends, and what goes wrong with GitHub. */
interface Review {
  readonly raised: readonly Part[];
  readonly ends: 'well' | 'crashed' | 'cancelled' | 'moved on';
  readonly fault: Request | null;
  /** Which copy of the memory cannot be written. */
  readonly unkept: 'none' | 'artifact' | 'comment' | 'both';
}

type Mode = 'off' | 'sticky' | 'review';

/** What somebody does to what is remembered. */
export const tamperings = [
  'edit',
  'cut',
  'delete',
  'impersonate',
  'echo of another leg',
  'artifact of a fork',
  'artifact of another workflow',
  'expire the artifact',
  'purge the artifact',
] as const;

const marker = markerOf('.github/workflows/review.yml review');
const nameOf = memoryNames({ artifactName: 'deep-review', pullNumber: 7, marker });
const inputs = parseInputs({ drafts: 'skip', 'skip-label': 'skip' });

/** What one copy of the memory knows, as an observer would have it. */
interface Known {
  readonly round: number;
  readonly head: string;
  /** Of the file. */
  readonly name: string;
  readonly gate: string;
  readonly blocking: readonly Part[];
  /** What blocked in any round up to this one. */
  readonly ever: readonly Part[];
}

/** A pull request through its history, with an observer who forgets nothing. */
export class PullRequestHistory {
  readonly #github = new FakeGitHub();
  #code: Code = firstCode;
  readonly #pushed: Code[] = [];
  #mode: Mode = 'off';
  #inArtifact: Known | null = null;
  #artifact: KeptArtifact | null = null;
  #inComment: Known | null = null;
  #isForged = false;
  #lastSeen: Report | null = null;
  readonly #said: { id: number; who: string; verb: string; part: Part }[] = [];

  constructor() {
    Object.assign(this.#github.permissions, { boss: 'admin', dev: 'write', ada: 'write' });
    this.#become(this.#code);
  }

  /** Lets something happen, and fails where a verdict is not what the observer knows. */
  async happen(happening: Happening): Promise<void> {
    switch (happening.type) {
      case 'push':
        return this.#push(happening);
      case 'force-push back': {
        const before = this.#pushed.at(-2);
        return before && this.#become({ ...before, branch: this.#code.branch, base: this.#code.base });
      }
      case 'base moves':
        return this.#become({ ...this.#code, base: this.#code.base + 1, head: this.#pushed.length + 1 });
      case 'retarget':
        this.#code = { ...this.#code, branch: happening.branch };
        return;
      case 'mode':
        this.#mode = happening.mode;
        return;
      case 'say':
        return this.#say(happening);
      case 'withdraw':
        return this.#withdraw(happening.how);
      case 'tamper':
        return this.#tamper(happening.how);
      case 'echo':
        return this.#echo(happening.forgery);
      case 'review':
        return this.#review(happening);
      case 'queue':
        return this.#queue(happening);
      case 'skip':
        return this.#skip(happening);
    }
  }

  #become(code: Code): void {
    this.#code = code;
    this.#pushed.push(code);
    this.#github.headSha = code.head.toString(16).padStart(40, '0');
  }

  #push({ flaws, moves, renames, copies, hides }: Extract<Happening, { type: 'push' }>): void {
    const { order, name, isRename, flawed, copied } = this.#code;
    const otherName = name === 'src/a.js' ? 'lib/b.js' : 'src/a.js';
    this.#become({
      ...this.#code,
      flawed: new Set(flaws),
      order: moves ? order.toReversed() : order,
      name: renames === 'no' ? name : otherName,
      isRename: renames === 'no' ? isRename : renames === 'as a rename' && otherName !== 'src/a.js',
      copied: copies ? (copied === null ? flawed : null) : copied,
      isHidden: hides,
      head: this.#pushed.length + 1,
    });
  }

  #say({ who, verb, which }: Extract<Happening, { type: 'say' }>): void {
    const findings = [...(this.#lastSeen?.findings ?? []), ...(this.#lastSeen?.refuted ?? [])];
    const finding = findings[which % Math.max(1, findings.length)];
    if (finding === undefined) return;
    const { id } = this.#github.say(person(who), `/deep-review ${verb} ${finding.id} Because.`);
    this.#said.push({ id, who, verb, part: partOf(finding) });
  }

  #withdraw(how: 'edit' | 'delete'): void {
    const last = this.#said.pop();
    if (last === undefined) return;
    const { comments } = this.#github;
    const index = comments.findIndex(({ id }) => id === last.id);
    if (how === 'delete') comments.splice(index, 1);
    else this.#github.edit(person('mallory'), last.id, `${comments[index]?.body} Really.`);
  }

  /** Our own comment, where it is, and what it would be with another memory. */
  #ownComment() {
    const { comments, reviews } = this.#github;
    const place = comments.some(isReport) ? comments : reviews;
    const own = place.find(isReport);
    const memory = own === undefined ? null : unpackMemory(own.body);
    const forged = (forgery: Forgery) => (memory === null ? null : forgeries[forgery](memory));
    const bodyWith = (forgery: Forgery, mark = marker) => {
      const other = forged(forgery);
      return `${mark}\n\n${other === null ? 'All is well.' : packMemory(other, 30_000)}`;
    };
    return { own, place, forged, bodyWith };
  }

  /** It is believed only where no artifact says otherwise. */
  #echo(forgery: Forgery): void {
    const round = this.#artifact?.isExpired === false ? (this.#inArtifact?.round ?? 0) : 0;
    if (round === 0 || round < (this.#inComment?.round ?? 0)) return;
    this.#github.say(ours, this.#ownComment().bodyWith(forgery));
    this.#isForged = true;
  }

  #tamper(how: (typeof tamperings)[number]): void {
    const github = this.#github;
    const { own, place, forged, bodyWith } = this.#ownComment();
    const upload = (run: object) => github.upload(nameOf(1), JSON.stringify(forged('nothing') ?? {}), run);
    switch (how) {
      case 'impersonate':
        github.say(person('github-actions'), bodyWith('nothing'));
        return;
      case 'echo of another leg':
        github.say(ours, bodyWith('nothing', markerOf('another leg')));
        return;
      case 'artifact of a fork':
        upload({ repository: 'mallory/queue' });
        return;
      case 'artifact of another workflow':
        upload({ path: '.github/workflows/other.yml' });
        return;
      case 'expire the artifact':
        if (this.#artifact !== null) Object.assign(this.#artifact, { isExpired: true });
        return;
      case 'purge the artifact':
        // Who deletes both copies, or forges one and deletes the other, has what he likes be forgotten: no promise holds against him.
        if (this.#isForged || (this.#inComment?.round ?? 0) < (this.#inArtifact?.round ?? 1)) return;
        github.artifacts.splice(0);
        this.#inArtifact = null;
        this.#artifact = null;
        return;
    }
    if (own === undefined || (how === 'delete' && this.#inArtifact === null)) return;
    if (how === 'edit') github.edit(person('mallory'), own.id, bodyWith('nothing'));
    else if (how === 'cut') github.edit(ours, own.id, `${marker}\n\nAll is well.`);
    else place.splice(place.indexOf(own), 1);
    this.#inComment = null;
  }

  async #recall(fault: Request | null): Promise<PreviousRound> {
    if (fault !== null) this.#github.faults.set(fault, outage);
    const query = {
      repository: 'acme/queue',
      workflowPath: '.github/workflows/review.yml',
      pullNumber: 7,
      marker,
      artifactName: 'deep-review',
      isCommenting: this.#mode !== 'off',
    };
    const read = await readPreviousRound(query, this.#github, this.#github);
    return withDecisions(read, { author: 'admin' }, 'ada');
  }

  #identityOf(code: Code): ChangeIdentity {
    return {
      head: this.#github.headSha,
      mergeBase: `${code.branch} ${code.base}`,
      patchId: patchOf(code),
      // As the digest of terms has it: another base branch makes other terms.
      terms: `to ${code.branch}`,
    };
  }

  async #review({ raised, ends, fault, unkept }: Review): Promise<void> {
    const github = this.#github;
    const previous = await this.#recall(fault);
    const identity = this.#identityOf(this.#code);
    const course = chooseCourse(factsOf('pull_request'), inputs, previous, identity);
    const report = course.type === 'reuse' ? course.report : this.#settle(raised, ends, previous);
    if (ends !== 'cancelled') this.#judge(report, previous);
    const reviewedHead = github.headSha;
    if (ends === 'moved on') github.headSha = 'f'.repeat(40);
    if (ends !== 'cancelled' && course.type === 'review')
      await this.#keep(report, previous, identity, unkept);
    github.headSha = reviewedHead;
    github.faults.clear();
  }

  /** A merge group: the change on top of the base of now, alone or with another one in front of it. Nothing of it is kept. */
  async #queue({ isAlone, fault }: Extract<Happening, { type: 'queue' }>): Promise<void> {
    const previous = await this.#recall(fault);
    this.#github.faults.clear();
    const { mergeBase, ...identity } = this.#identityOf(this.#code);
    const group: ChangeIdentity = {
      ...identity,
      head: 'e'.repeat(40),
      mergeBase: `${mergeBase}, later`,
      patchId: isAlone ? identity.patchId : 'of two changes',
    };
    const course = chooseCourse(factsOf('merge_group'), inputs, previous, group);
    this.#judge(course.type === 'reuse' ? course.report : this.#settle([], 'well', previous), previous);
  }

  /** A run that would pass without a review. */
  async #skip({ why, fault }: Extract<Happening, { type: 'skip' }>): Promise<void> {
    const previous = await this.#recall(fault);
    this.#github.faults.clear();
    const event: EventFacts = {
      ...factsOf('pull_request'),
      head: this.#github.headSha,
      pullHead: this.#github.headSha,
      isCurrent: true,
      isDraft: why === 'draft',
      labels: why === 'label' ? ['skip'] : [],
    };
    const skipped = reasonToSkip(event, inputs);
    expect(skipped).not.toBeNull();
    try {
      if (blockThatStands({ event, skipped, previous }) !== null) return;
    } catch (error) {
      expect([error instanceof UserError, previous.isLost]).toEqual([true, true]);
      return;
    }
    const blocked = this.#known().filter(
      ({ gate, head }) => gate !== 'pass' && head === this.#github.headSha,
    );
    expect(blocked, 'a skip turned a verdict green that stands').toEqual([]);
  }

  #settle(raised: readonly Part[], ends: Review['ends'], previous: PreviousRound): Report {
    const code = this.#code;
    const texts = textsOf(code);
    const findings = raised
      .filter((part) => code.flawed.has(part) && !code.isHidden)
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
        change: changeOf(code, this.#github.headSha),
        runs: [run],
        previous: previous.report,
        rules: { ...defaultRules, declined: previous.declined },
      },
      readableTextsOf(code),
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
    unkept: Review['unkept'],
  ): Promise<void> {
    const github = this.#github;
    const runId = github.startRun();
    const memory = await memoryOf(
      { report, identity, pullNumber: 7, storedAt: ++github.time, runId },
      previous,
      github,
    );
    if (memory === null) return;
    const { gate } = report.verdict;
    const blocking = report.findings.filter((finding) => finding.blocking).map(partOf);
    const ever = [...new Set([...this.#known().flatMap((known) => known.ever), ...blocking])];
    const { name } = this.#code;
    const known = { round: report.review.round, head: identity.head, name, gate, blocking, ever };
    if (this.#mode !== 'off') {
      const said = () => [...github.comments, ...github.reviews].map(({ body }) => body).join();
      const before = said();
      if (unkept === 'comment' || unkept === 'both')
        for (const request of ['createComment', 'updateComment', 'createReview', 'updateReview'] as const)
          github.faults.set(request, outage);
      const change = changeOf(this.#code, identity.head);
      await publishComment(
        {
          mode: this.#mode,
          report,
          head: identity.head,
          change,
          answers: previous.answers,
          marker,
          memory,
          whereabouts: 'the run',
        },
        github,
      );
      if (said() !== before) this.#inComment = known;
    }
    if (unkept !== 'artifact' && unkept !== 'both') {
      this.#artifact = github.upload(nameOf(1), JSON.stringify(memory), {}, runId);
      this.#inArtifact = known;
    }
    if (this.#inArtifact === known || this.#inComment === known) this.#lastSeen = report;
  }

  /** The copies of the last round. */
  #known(): Known[] {
    const known = [this.#inArtifact, this.#inComment].filter((copy) => copy !== null);
    const last = Math.max(0, ...known.map(({ round }) => round));
    return known.filter(({ round }) => round === last);
  }

  /** Whether the last accepted word on a part is that it may stay. */
  #isDeclined(part: Part): boolean {
    const mayDecline = (who: string) => who === 'boss' || (who === 'dev' && part !== 0);
    const mayUndecline = (who: string) => who !== 'stranger';
    const words = this.#said.filter(
      (said) =>
        said.part === part && (said.verb === 'decline' ? mayDecline(said.who) : mayUndecline(said.who)),
    );
    return words.at(-1)?.verb === 'decline';
  }

  #judge(report: Report, previous: PreviousRound): void {
    const { flawed, isHidden, name } = this.#code;
    // A line that stands anywhere by chance is known again only where it never went, and what nobody can read only where it was.
    const isToBlock = (known: Known, part: Part) =>
      isHidden
        ? known.name === name && known.blocking.includes(part)
        : (isTelling(part) ? known.ever : known.blocking).includes(part);
    const standing = this.#known().flatMap((copy) =>
      [...flawed].filter(
        (part) => isToBlock(copy, part) && !this.#isDeclined(part) && !isOfBase(this.#code, part),
      ),
    );
    const { gate, blocking, reason } = report.verdict;
    if (gate === 'pass')
      expect(standing, `a green check while flaws stand that were found: ${reason}`).toEqual([]);
    const red = report.findings.filter(({ id }) => blocking.includes(id)).map(partOf);
    // Whether a line was moved or taken out there and written anew here, no code can tell.
    const isThere = (part: Part) => flawsIn(this.#code).some((other) => flawOf(other) === flawOf(part));
    if (!isHidden)
      expect(
        red.filter((part) => !isThere(part)),
        'blocked by code that is not there',
      ).toEqual([]);
    if (gate === 'inconclusive')
      expect(previous.isLost ? previous.notes.join() : reason).toMatch(/could not be read|no reviewer/i);
    if (gate === 'block') expect(blocking).not.toEqual([]);
  }
}

const isReport = ({ body, author }: { body: string; author: { isApp: boolean } }): boolean =>
  author.isApp && body.startsWith(marker);

const factsOf = (name: string): EventFacts => ({
  ...eventFacts('schedule', {}, null, { base: 'main', head: null }),
  name,
  pullNumber: 7,
});

const partOf = ({ title }: Pick<ReportFinding, 'title'>): Part =>
  Number(/Flaw (\d)/.exec(title)?.[1]) as Part;
