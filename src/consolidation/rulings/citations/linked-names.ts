/** Words that every language or every program has: sharing one connects nothing. */
const everywhere = new Set(
  `abstract append args array assert async await base bool boolean break byte call callback case catch char class clear clone close
   config console const construct context continue copy count create data debug default defer delete else empty entry enum equal equals
   error errors event export exports extends false field file files filter final finally find float foreach format from func function
   get getitem handler head header idea import include index info init input insert instanceof int integer into interface item items join json
   key keys kind lambda last length let level line lines list load log logger long main make map match message method module name names
   http https json html utf rest ascii uuid todo namespace new next none nil null number object open option options output override package panic parent pass path paths pop
   print printf println private process promise protected public push raise range read readonly reduce regex remove replace request
   require reset resolve response result results return root run select self send set setup short size slice sort source split start state
   static status stderr stdin stdout step stop str string struct super switch target temp test tests text then this throw throws time
   title tostring trim true try type typeof types undefined union unit update url use user using util utils value values var void when
   where while with write yield`.split(/\s+/),
);

/** A name so short or so common that two files share it by chance. */
export const isTelling = (name: string): boolean => name.length > 3 && !everywhere.has(name);

/** All names in code that tell something, in lower case. */
export function namesIn(code: string): Set<string> {
  return collect(code.matchAll(/[A-Za-z_$][\w$]*/g));
}

/** The names in prose that are names of code: those in code spans, and elsewhere those that look like code. */
export function namesInProse(prose: string): Set<string> {
  const spans = [...prose.matchAll(/`[^`\n]+`/g)].map(([span]) => span).join(' ');
  const looks = prose.matchAll(
    /\b(?:\w*[a-z0-9][A-Z]\w*|\w+_\w+|[A-Z]{2,}[a-z]\w*)\b|\b[A-Za-z_]\w+(?=\()|(?<=\.)[a-z]\w+/g,
  );
  return new Set([...namesIn(spans), ...collect(looks)]);
}

/** Where a name is defined, called, imported or set: what makes a file have to do with it, which prose that happens to use the word has not. */
const usages = [
  /(?<![\w$])[A-Za-z_$][\w$]*(?=\()/g,
  /\b(?:class|interface|type|struct|enum|trait|def|func|fn|function|const|let|var|val|module|package|use|using|message|service|table|view|resource|macro|protocol|record)(?=\s+([A-Za-z_$][\w$]*))/g,
  /^[ \t]*(?:-[ \t]*)?["']?([A-Za-z_$][\w$-]*)(?=["']?\s*[:=])/gm,
  /(?<=\w\.)[A-Za-z_$][\w$]*/g,
  /\b[A-Z][\w$]*(?=(?:\.|::)\w)/g,
  /(?<=["'`])[A-Za-z_]\w*(?=["'`])/g,
] as const;
const importLine = /^[ \t]*(?:import|from|export|use|using|require|include|#include)\b.*$/gm;

/** The names that a file defines, calls, imports or sets, in lower case. */
export function namesUsedIn(lines: readonly string[]): Set<string> {
  const text = lines.join('\n');
  const imported = [...text.matchAll(importLine)].map(([line]) => line).join('\n');
  return new Set([...usages.flatMap((usage) => [...collect(text.matchAll(usage))]), ...namesIn(imported)]);
}

const kinds = 'class|interface|trait|struct|protocol|module|object|contract|mixin';
const head = new RegExp(
  `^[ \\t]*(?:[\\w@()]+[ \\t]+)*?(?:${kinds})[ \\t]+(?:[\\w.]*[.:])?([A-Za-z_]\\w*)([^\\n{]*)`,
  'gm',
);

/** The names of the classes, modules and the like that a file defines, in lower case. */
export const namesDefinedIn = (lines: readonly string[]): Set<string> =>
  collect([...lines.join('\n').matchAll(head)].map(([, name = '']) => [name]));

/** What the classes of a file are made of, by the heads of these: what they extend, implement or mix in; in lower case. */
export const parentsIn = (lines: readonly string[]): Set<string> =>
  namesIn([...lines.join('\n').matchAll(head)].map(([, , rest = '']) => rest).join('\n'));

/** What prose calls by its first letters (`CSRF`), in lower case. */
export const acronymsIn = (prose: string): Set<string> => collect(prose.matchAll(/\b[A-Z]{4,}\b/g));

/** All words that names in code or prose are made of, in lower case: those of `CsrfViewMiddleware` are `csrf`, `view` and `middleware`. */
export const partsIn = (text: string): Set<string> => collect(text.matchAll(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g));

/** The last parts of all paths and names that a file imports, without endings, in lower case: `worker` of `from '../worker.ts'`. */
export function modulesImportedBy(lines: readonly string[]): Set<string> {
  const imports = lines.filter((line) => line.search(importLine) >= 0 || /\brequire\(|\bfrom\b/.test(line));
  const parts = imports.flatMap((line) => [
    ...line.matchAll(/(?<![\w$-])[\w$-]+(?=(?:\.\w{1,4})?["'>;]|\s*$|\s+import\b)/g),
  ]);
  return new Set(parts.map(([part]) => part.toLowerCase()));
}

function collect(matches: Iterable<readonly string[]>): Set<string> {
  const names = new Set<string>();
  for (const [match = '', captured = match] of matches) {
    const name = captured.toLowerCase();
    // `maxBytes`, `max_bytes` and `max-bytes` are one name in different files.
    for (const form of [name, name.replace(/[_-]/g, '')]) if (isTelling(form)) names.add(form);
  }
  return names;
}
