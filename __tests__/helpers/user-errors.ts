import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './documents.ts';

/** A message for the user as the source writes it; `…` stands for what is put in. */
export interface UserMessage {
  /** `src/change/git/git.ts:68`. */
  readonly place: string;
  readonly text: string;
}

/** A text literal of the source: its quote, then anything but the quote; a template's placeholders hold no nested template. */
const literal = /(['"`])((?:\\.|\$\{(?:[^`{}]|\{[^{}]*\})*\}|(?!\1)[^\\])*)\1/g;

/**
 * Every message of a UserError in `src/`: the literals of its argument; where the argument has none, those of the function
 * that it calls, or of what is pushed on to the list that it joins.
 */
export function userMessages(): UserMessage[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => ({ path: `src/${name}`, source: readFileSync(join(root, 'src', name), 'utf8') }));
  const kinds = sources.flatMap(({ source }) =>
    [...source.matchAll(/class (\w+) extends UserError/g)].map(([, name]) => name),
  );
  const thrown = new RegExp(`new (?:${['UserError', ...kinds].join('|')})\\(`, 'g');
  return sources.flatMap(({ path, source }) => messagesIn(path, source, thrown));
}

function messagesIn(path: string, source: string, thrown: RegExp): UserMessage[] {
  return [...source.matchAll(thrown)].flatMap(({ index, 0: call }) => {
    const argument = balanced(source, index + call.length - 1, '()');
    const place = `${path}:${source.slice(0, index).split('\n').length}`;
    const texts = literalsOf(argument);
    const found = texts.length > 0 ? texts : literalsOf(madeElsewhere(argument, source));
    if (found.length === 0) throw new Error(`No message is found at ${place}`);
    return found.map((text) => ({ place, text }));
  });
}

/** Sentences only: what a list is joined by, or another text is searched for, is no message. */
const literalsOf = (code: string): string[] =>
  [...code.replaceAll(/\.includes\([^)]*\)/g, '').matchAll(literal)]
    .map(([, , text = '']) => text.replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…').replaceAll("\\'", "'"))
    .filter((text) => /\w+\W+\w+/.test(text));

function madeElsewhere(argument: string, source: string): string {
  const list = /\((\w+)\.join\(/.exec(argument)?.[1];
  if (list !== undefined) {
    const pushes = [...source.matchAll(new RegExp(`\\b${list}\\.push\\(`, 'g'))];
    return pushes.map(({ index, 0: call }) => balanced(source, index + call.length - 1, '()')).join('\n');
  }
  const called = /\((\w+)\(/.exec(argument)?.[1];
  const start = source.indexOf(`function ${called}(`);
  return start < 0 ? '' : balanced(source, source.indexOf('{\n', start), '{}');
}

/** From an opening bracket to the one that closes it. */
function balanced(source: string, start: number, [open, close]: string): string {
  let depth = 0;
  for (let index = start; index < source.length; index++) {
    if (source[index] === open) depth++;
    if (source[index] === close && --depth === 0) return source.slice(start, index + 1);
  }
  return source.slice(start);
}
