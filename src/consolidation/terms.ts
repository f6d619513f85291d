import { stemmer } from 'stemmer';
import { groupOf } from './synonyms.ts';

/** What a text is made of, as far as likeness goes. */
export interface Terms {
  /** Stems of the words of title and prose, in order; identifiers are split at their humps. */
  readonly words: readonly string[];
  /** Stems of the title's words. */
  readonly titleWords: ReadonlySet<string>;
  /** Words that are not names of code, each as its group of synonyms: what is claimed, apart from what it is claimed of. */
  readonly claim: readonly string[];
  /** Names of code, lower case. */
  readonly names: ReadonlySet<string>;
  readonly titleNames: ReadonlySet<string>;
  /** Neighbouring words, joined. */
  readonly pairs: ReadonlySet<string>;
  /** Lines of quoted code without white space, longer than five characters. */
  readonly codeLines: ReadonlySet<string>;
}

const fence = /^ *(`{3,}|~{3,})[^\n]*\n([\s\S]*?)(?:^ *\1[^\n]*$|$(?![\s\S]))/gm;
const longestTitle = 250;
const stopWords = new Set(
  'a an the and or but if then else when while of to in on at by for from with into onto over under between through during as is are was were be been being do does did done have has had having it its this that these those there here they them their he she you your we our i so too very can could may might must shall should will would which who whom whose what where why how all any both each few more most other some such only own same than also just because about after before again further once already still even however thus hence therefore etc via per one two use used uses using new'.split(
    ' ',
  ),
);
/** `likeThis`, `LIKEThis`, `like_this`, `like()`, `like.ts:12`, or anything in backticks. */
const nameLike = /`[^`\n]*`|\b\w*[a-z0-9][A-Z]\w*\b|\b\w+_\w+\b|\b\w+\(\)|\S+\.\w{1,5}:\d+\S*/g;

/** Takes a Markdown text apart; its code blocks count only as code lines. */
export function termsOf(markdown: string): Terms {
  const code: string[] = [];
  const text = markdown.replace(fence, (_, _marks, block: string) => {
    code.push(block);
    return '\n';
  });
  const { title, body } = splitTitle(text);
  const words = wordsOf(`${title} ${body}`);
  return {
    words,
    titleWords: new Set(wordsOf(title)),
    claim: wordsOf(text.replace(nameLike, ' '))
      .filter((word) => !/^\d+$/.test(word))
      .map(groupOf),
    names: namesOf(`${title} ${body}`),
    titleNames: namesOf(title),
    pairs: new Set(words.slice(1).map((word, index) => `${words[index]} ${word}`)),
    codeLines: new Set(
      code.flatMap((block) => block.split('\n').map(normaliseCode)).filter((line) => line.length > 5),
    ),
  };
}

/** The first paragraph; where it is long or all there is, its first sentence. */
function splitTitle(text: string): { title: string; body: string } {
  const [first = '', ...rest] = text.trim().split(/\n\s*\n/);
  if (rest.length > 0 && first.length <= longestTitle) return { title: first, body: rest.join('\n\n') };
  const sentence = /^(.{15,250}?[.:;!?])\s+([\s\S]+)$/.exec(text.trim());
  return sentence ? { title: sentence[1] ?? '', body: sentence[2] ?? '' } : { title: text.trim(), body: '' };
}

function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !stopWords.has(word))
    .map(stemmer);
}

function namesOf(text: string): Set<string> {
  const names = [
    ...[...text.matchAll(/`([^`\n]+)`/g)].flatMap(
      ([, inside = '']) => inside.match(/[A-Za-z_$][\w$]{2,}/g) ?? [],
    ),
    ...(text.match(/\b[A-Za-z_$][\w$]*\b/g) ?? []).filter((word) =>
      /[a-z0-9][A-Z]|_[a-zA-Z]|[A-Z]{2,}[a-z]/.test(word),
    ),
    ...[...text.matchAll(/\b([A-Za-z_]\w+)\(/g)].map(([, name = '']) => name),
  ];
  return new Set(names.map((name) => name.toLowerCase()));
}

const normaliseCode = (line: string): string =>
  line
    .replace(/^[+\- ]\s*/, '')
    .replace(/\s+/g, '')
    .toLowerCase();
