import { extname } from 'node:path';

/** Makes of a program one that does the same and whose text is to be read nowhere in it; null where that is not safe. */
type Veil = (code: string) => string | null;

const encoded = (code: string): string => Buffer.from(code).toString('base64');

/** What only modules of the newer kind have; a function cannot hold it. */
const isModule = /^[ \t]*(?:import\b(?!\s*\()|export\b|await\b)|\bimport\s*(?:\.meta|\()/m;
const isCommonJs = /\bmodule\.exports\b|\bexports\.|\brequire\s*\(/;

const names = 'exports, require, module, __filename, __dirname';
const script: Veil = (code) =>
  isModule.test(code) || !isCommonJs.test(code)
    ? null
    : `Function(${names
        .split(', ')
        .map((name) => `"${name}"`)
        .join(', ')}, Buffer.from("${encoded(code)}", "base64").toString()).call(this, ${names});\n`;
const python: Veil = (code) =>
  `exec(compile(__import__("base64").b64decode("${encoded(code)}"), __file__, "exec", dont_inherit=True))\n`;
const shell: Veil = (code) => `eval "$(printf %s ${encoded(code)} | base64 -d)"\n`;

/** The first line where it names the program that runs the file, and what follows. */
function splitFirst(text: string): readonly [first: string, code: string] {
  const [, first = '', code = ''] = /^(#![^\n]*\n)?([\s\S]*)$/.exec(text) ?? [];
  return [first, code];
}

function veilOf(path: string, first: string): Veil | null {
  const extension = extname(path).toLowerCase();
  if (['.js', '.cjs'].includes(extension)) return script;
  if (extension === '.py') return python;
  const isShell =
    ['.sh', '.bash'].includes(extension) || (extension === '' && /\b(?:ba|da)?sh\b/.test(first));
  return isShell ? shell : null;
}

/**
 * A program that does the same and cannot be read: what a script finds in its text is gone, and what it does is not. Null for languages in which that
 * is not possible for every program.
 */
export function veil(path: string, text: string): string | null {
  const [first, code] = splitFirst(text);
  const veiled = code.trim() === '' ? null : (veilOf(path, first)?.(code) ?? null);
  return veiled === null ? null : first + veiled;
}
