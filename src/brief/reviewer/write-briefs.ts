import type { Configuration } from '../../config/configuration.ts';
import { carriedPaths } from '../../consolidation/rounds/unchanged-ground.ts';
import { reviewSchema } from '../../model/answers/review-schema.ts';
import { type Brief, briefFolder } from '../../model/brief.ts';
import type { Change } from '../../model/change/change.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { fenceUntrusted } from '../fence.ts';
import { answerSchemaOf } from '../json-schema.ts';
import { renderTemplate } from '../templates.ts';
import { tellChange } from './change-sections.ts';
import type { Guidance } from './guidance.ts';
import { tellHouseRules } from './house-rules.ts';
import { patchOfShard, renderManifests, type ShardPatch } from './manifest.ts';
import type { Section } from './section.ts';
import { tellShard } from './shard-sections.ts';
import { planShards, type Shard, type ShardPlan } from './shards.ts';

/** Codex refuses more than 1,048,576 characters; what does not fit goes into files. */
const briefLimit = 900_000;
/** The rest of `limits.max-runs` is for rulings and the editor. */
const reviewShare = 0.75;

/**
 * Writes the reviewers' briefs, the same for every agent: one, or one a shard of a change above `limits.shard-bytes`. A patch
 * of at most `limits.inline-bytes` is in the text itself; every brief has it in `change.diff`, beside `manifest.json`. No
 * hunk is ever cut, and no text is above 900 kB. Reviewed files in nobody's `assigned` found no room.
 */
export function writeBriefs(change: Change, configuration: Configuration, guidance: Guidance): Brief[] {
  const { limits } = configuration;
  const carried = carriedPaths(guidance.scope);
  const reviewed = change.files.filter((file) => file.class === 'reviewed' && !carried.has(file.path));
  const count = Math.floor((limits['max-runs'] * reviewShare) / Math.max(1, guidance.reviewers ?? 1));
  const plan = planShards(reviewed, { bytes: limits['shard-bytes'], count: Math.max(1, count) });
  const patches = plan.shards.map(patchOfShard);
  const manifests = renderManifests(change, plan, patches, guidance.scope);
  const common = tellChange(change, plan, configuration, guidance);
  const schema = answerSchemaOf(reviewSchema);
  const facts = {
    ...tellFacts(change, guidance.previous),
    schema: JSON.stringify(schema),
    scripts: configuration.proof.mode === 'off' ? '' : 'asked for',
  };
  return plan.shards.map((shard, index) => {
    const sections = { ...common, ...tellShard(plan, index, configuration, guidance.scope) };
    const patch = patches[index] ?? patchOfShard(shard);
    const mayInline = Buffer.byteLength(patch.text) <= limits['inline-bytes'];
    const values = { ...facts, ...textsOf(sections), ...tellPlace(plan, index), houseRules: '' };
    const bare = renderReviewer(values, patch, mayInline);
    const houseRules = tellHouseRules(
      guidance.houseRules ?? [],
      pathsOf(shard),
      Buffer.byteLength(bare.text),
    );
    const { text, inlined } =
      houseRules.text === ''
        ? bare
        : renderReviewer({ ...values, houseRules: houseRules.text }, patch, mayInline);
    return {
      suffix: plan.shards.length > 1 ? `shard-${index + 1}` : '',
      role: 'reviewer',
      text,
      files: {
        ...filesOf(sections),
        ...houseRules.files,
        'change.diff': patch.text,
        'manifest.json': manifests[index] ?? '',
      },
      schema,
      assigned: pathsOf(shard),
      inlined,
      subjects: {},
    };
  });
}

/** Renders the brief with the patch in it where that is wanted and fits, otherwise with the place of the patch. */
function renderReviewer(
  values: Readonly<Record<string, string>>,
  patch: ShardPatch,
  mayInline: boolean,
): { text: string; inlined: boolean } {
  const inlinePatch = mayInline && patch.text !== '' ? fenceUntrusted('diff', patch.text.slice(0, -1)) : '';
  const patchLines = inlinePatch === '' && patch.text !== '' ? String(patch.lineCount) : '';
  const text = renderTemplate('reviewer', { ...values, inlinePatch, patchLines });
  if (Buffer.byteLength(text) <= briefLimit) return { text, inlined: inlinePatch !== '' };
  if (inlinePatch === '') throw new Error('The brief is too large without the change in it');
  return renderReviewer(values, patch, false);
}

/** The short values that are the same in every brief. */
function tellFacts(change: Change, previous: Report | null): Record<string, string> {
  const sum = (side: 'additions' | 'deletions') =>
    String(change.files.reduce((total, file) => total + file[side], 0));
  return {
    folder: briefFolder,
    head: change.head,
    mergeBase: change.mergeBase,
    fileCount: String(change.files.length),
    additions: sum('additions'),
    deletions: sum('deletions'),
    previousRound: String(previous?.review.round ?? ''),
    previousHead: previous?.change.head ?? '',
  };
}

/** Which part of the change a brief is about; empty when it is all of it. */
function tellPlace({ shards }: ShardPlan, index: number): Record<string, string> {
  const isOnly = shards.length === 1;
  return {
    reviewedCount: String(pathsOf(shards[index] ?? []).length),
    shard: isOnly ? '' : String(index + 1),
    shardCount: isOnly ? '' : String(shards.length),
  };
}

const pathsOf = (shard: Shard): string[] => [...new Set(shard.map((part) => part.file.path))];

const textsOf = (sections: Readonly<Record<string, Section>>): Record<string, string> =>
  Object.fromEntries(Object.entries(sections).map(([name, section]) => [name, section.text]));

const filesOf = (sections: Readonly<Record<string, Section>>): Record<string, string> =>
  Object.assign({}, ...Object.values(sections).map((section) => section.files));
