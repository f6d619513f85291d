import { fold } from './phrases.ts';

/** What a title asks for, and how urgently: what must be done, what should be, what is advised, and what there is to do. */
export type Request = 'must' | 'should' | 'advised' | 'tasks';

type Word = 'must' | 'should' | 'advised' | 'work' | 'list' | 'filler';

const words: Readonly<Record<Word, RegExp>> = {
  must: /^(?:must|required?|requires|requiring|mandatory|necessary|blocking|essential|compulsory|obligatory)$/,
  should:
    /^(?:should|need|needs|needed|needing|request|requested|requests|please|wanted|first|now|asap|immediate|immediately)$/,
  advised: /^(?:recommend|recommended|suggest|suggested|proposed|advised)$/,
  work: /^(?:fix|fixes|fixing|change|changes|changing|correct|corrections?|address|resolve|resolutions?|modifications?|modify|repairs?|edits?|rework|revisions?|revise|amendments?|remediations?|remediate)$/,
  list: /^(?:actions?|items?|prerequisites?|requirements?|todos?|tasks?|steps?)$/,
  filler:
    /^(?:a|an|the|this|these|those|that|it|i|we|you|author|of|to|be|is|are|for|in|by|here|what|which|list|following|still|things|points?|issues?|code|pr|and|have|has|got|from|before|can|will)$/,
};

/** `be fixed`, `get addressed` ask for what `fixed` alone reports. */
const passive =
  /\b(be|get|been) (fixed|changed|addressed|resolved|corrected|handled|done|modified|reworked|revised|repaired)\b/g;
/** What must come first: `before merging`, `prior to approval`, `before this can land`. */
const deadline =
  /(?:^| )(?:before|prior to|for|ahead of|to unblock)(?: (?:this|the|it|we|you|i|pr|can|is|be|a|final|next|any|mr|change)){0,4} (?:merg(?:e|es|ed|ing)|approv(?:e|al|ing)|releas(?:e|es|ed|ing)|land(?:s|ed|ing)?|ship(?:s|ped|ping)?|deploy(?:s|ed|ing|ment)?|production|sign off)$/;

/** `Points to fix`, but not `Changes to address`. */
const toDo =
  /^(?:(?:things|items|points|issues|what|still) ){0,2}to (?:fix|change|correct|address|resolve|modify|revise)$/;

/** Reads a title that asks for changes and says nothing else; null for any other: `Changes made before merge`, `Fixes`. */
export function requestOf(title: string): Request | null {
  if (title.length > 80) return null;
  const name = fold(title)
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .replace(passive, '$1 fix');
  const bare = name.replace(deadline, '');
  // `Fixes for release` may say what a change brings.
  const isDue = bare !== name && !/^(?:fixes|changes) for /.test(name);
  const read = bare
    .split(' ')
    .filter((word) => word !== '')
    .map(wordOf);
  if (read.includes(null)) return null;
  const has = (word: Word) => read.includes(word);
  const asksForWork = has('work') || (has('list') && has('must'));
  if (has('advised')) return has('work') ? (isDue ? 'should' : 'advised') : null;
  if (asksForWork && has('must')) return 'must';
  if (asksForWork && isDue) return /\bshould\b/.test(bare) ? 'should' : 'must';
  if (asksForWork && (has('should') || toDo.test(bare))) return 'should';
  return isDue && has('list') && read.every((word) => word === 'list' || word === 'filler') ? 'tasks' : null;
}

const wordOf = (word: string): Word | null =>
  (Object.keys(words) as Word[]).find((each) => words[each].test(word)) ?? null;
