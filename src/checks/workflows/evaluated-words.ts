import { expandWords } from './shell-words.ts';

/** Variables of a script that are more than data there. */
export interface EvaluatedVariables {
  readonly names: readonly string[];
  /** 0-based line of the script. */
  readonly line: number;
  /** Whether they are run as code, or written where the runner reads the environment, or the outputs, of later steps from. */
  readonly as: 'code' | 'environment' | 'output';
}

const shell = '(?:ba|da|z|k)?sh';
/** Begins what is parsed again, or printed: eval, a shell or an interpreter with its script, a shell's input, output. */
const commands = new RegExp(
  [
    String.raw`(?<command>\beval(?<=(?:^|[;&|({!]|\b(?:then|do|else|run:))[ \t]*eval)[ \t]+|\b(?:Invoke-Expression|iex)[ \t]+|(?<![\w./-])(?:source|\.)[ \t]+<\([ \t]*(?:echo|printf)[ \t]+)`,
    String.raw`(?<word>(?<![\w-])(?:${shell}(?:[ \t]+-[a-z]+){0,3}[ \t]+-[a-z]*c|(?:python[\d.]{0,5}|su(?:[ \t]+[\w-]+){0,2})[ \t]+-c|(?:node|perl|ruby)[ \t]+-[ep]|php[ \t]+-r)[ \t]+|(?<![\w-])${shell}(?:[ \t]+-s)?[ \t]*<<<[ \t]*)`,
    String.raw`(?<printed>(?<![\w-])(?:echo|printf)[ \t]+)`,
  ].join('|'),
  'gm',
);
const readByShell = new RegExp(`^\\|[ \\t]*(?:sudo[ \\t]+)?${shell}(?:[ \\t]+-\\w*)*[ \\t]*(?:$|[;&|)\\n])`);
const runnersFile = /(?:>>?|\btee[ \t]+(?:-a[ \t]+)?)[ \t]*"?\$\{?(?:env:)?GITHUB_(ENV|PATH|OUTPUT)\b/i;
/** A delimiter that nobody can guess keeps a text of several lines together. */
const randomDelimiter = /openssl rand|uuidgen|\bRANDOM\b|urandom|randomUUID|\bsha\d*sum\b|<<[ \t]*["']?\$|%q/;

/** The variables of a script that it evaluates, or hands to later steps. */
export function* evaluatedVariables(script: string): Generator<EvaluatedVariables> {
  const text = script.replace(/^[ \t]*#.*$/gm, (comment) => ' '.repeat(comment.length));
  const aliases = new Map(
    Array.from(
      text.matchAll(/^[ \t]*(?:export |local )?(\w+)=["']?\$\{?(\w+)\}?["']?[ \t]*$/gm),
      ([, name = '', other = '']) => [name, other],
    ),
  );
  const namesOf = (variables: readonly string[]) => variables.map((name) => aliases.get(name) ?? name);
  const lineAt = countLines(text);
  const isDelimited = randomDelimiter.test(text);
  const written = isDelimited ? [] : blocksWritten(text);
  const search = new RegExp(commands);
  for (let found = search.exec(text); found; found = search.exec(text)) {
    const start = found.index + found[0].length;
    const { variables, end } = expandWords(text, start, found.groups?.word !== undefined);
    search.lastIndex = Math.max(end, start);
    const line = lineAt(found.index);
    const names = namesOf(variables);
    if (found.groups?.printed === undefined) {
      yield { names, line, as: 'code' };
      continue;
    }
    const next = text.slice(end, end + 200);
    if (readByShell.test(next)) yield { names, line, as: 'code' };
    const file =
      runnersFile.exec(text.slice(start, end))?.[1] ??
      (/^\|[ \t]*tee\b/.test(next) ? runnersFile.exec(next.split('\n', 1)[0] ?? '')?.[1] : undefined);
    const as = file ? kindOf(file) : written.find((block) => block.start <= line && line <= block.end)?.as;
    if (as && !isDelimited) yield { names, line, as };
  }
  for (const { start, names, as } of written)
    if (names.length > 0) yield { names: namesOf(names), line: start, as };
}

/** Lines (0-based, ends included) that go into one of the runner's files, with what a text among them expands. */
interface WrittenBlock {
  readonly start: number;
  readonly end: number;
  readonly as: 'environment' | 'output';
  readonly names: readonly string[];
}

/** Commands in braces whose output goes into one of the runner's files, and texts up to a delimiter that do. */
function blocksWritten(text: string): WrittenBlock[] {
  const blocks: WrittenBlock[] = [];
  const lines = text.split('\n');
  let opened = -1;
  let delimited: { start: number; delimiter: string; file: string } | null = null;
  for (const [index, line] of lines.entries()) {
    if (delimited) {
      if (line.trim() !== delimited.delimiter) continue;
      const inside = lines.slice(delimited.start + 1, index).join('\n');
      const names = Array.from(
        inside.replace(/\$\([^\n]{0,500}\)/g, '').matchAll(/\$(?:\{(\w+)\}|(\w+))/g),
        ([, braced, bare]) => braced ?? bare ?? '',
      );
      blocks.push({ start: delimited.start, end: index, as: kindOf(delimited.file), names });
      delimited = null;
      continue;
    }
    const file = runnersFile.exec(line)?.[1];
    const delimiter = /(?<!<)<<-?[ \t]*(\w+)/.exec(line)?.[1];
    if (file && delimiter && !/\b(?:echo|printf)\b/.test(line)) delimited = { start: index, delimiter, file };
    if (/^[ \t]*(?:- run:[ \t]*)?\{[ \t]*$/.test(line)) opened = index;
    if (file && opened >= 0 && /^[ \t]*\}/.test(line)) {
      blocks.push({ start: opened, end: index, as: kindOf(file), names: [] });
      opened = -1;
    }
  }
  return blocks;
}

const kindOf = (file: string): 'environment' | 'output' => (/OUTPUT/i.test(file) ? 'output' : 'environment');

/** Tells the 0-based line of ascending offsets. */
function countLines(text: string): (offset: number) => number {
  let line = 0;
  let index = 0;
  return (offset) => {
    for (; index < offset; index++) if (text[index] === '\n') line++;
    return line;
  };
}
