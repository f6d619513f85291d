import { type ParseError, parse as parseJsonc, printParseErrorCode } from 'jsonc-parser';
import { SaxesParser } from 'saxes';
import { parse as parseToml, TomlError } from 'smol-toml';
import { LineCounter, parseAllDocuments } from 'yaml';
import { refuseDeepYaml } from '../../safety/nested-yaml.ts';

/** Where and why a text does not parse. */
export interface Fault {
  readonly line: number;
  readonly reason: string;
  /** Some of those who read such files refuse it, others take it without a word. */
  readonly isTolerated?: true;
}

/** A format of files that a program reads. */
export interface Format {
  readonly name: string;
  /** Null where those who read such a file take it. */
  findFault(text: string, path: string): Fault | null;
  /** Whether what a fault is depends on who reads a file, and so only one that parsed before tells. */
  readonly isLoose?: (path: string) => boolean;
}

/** Files that are read with comments and commas at the end, by their tools' documentation. */
const withComments =
  /(^|\/)(\.vscode|\.zed|\.devcontainer|\.cursor)\/|(^|\/)(tsconfig|jsconfig|devcontainer|deno|biome|knip|turbo|renovate|wrangler|typedoc|tslint|tsdoc|api-extractor|appsettings|rush|oxlintrc|oxfmtrc|language-configuration|babel\.config|settings|keybindings|launch|tasks|components|config)\b[^/]*\.json$|(^|\/)\.[^/]+\.json$|\.(code-workspace|sublime-\w+)$/i;
/** Files that are read as strict JSON, by their tools' documentation. */
const strict =
  /(^|\/)(package|package-lock|npm-shrinkwrap|composer|bower|lerna|manifest|vercel|now|angular)\.json$/;

const json: Format = {
  name: 'JSON',
  findFault(text, path) {
    // Python writes numbers that are none, and reads them.
    const content = text.replace(/^\uFEFF/, '').replace(/([:,[]\s*)-?(?:NaN|Infinity)(?=\s*[,\]}])/g, '$10');
    if (isJson(content)) return null;
    const isLenient = !strict.test(path) && (withComments.test(path) || /^\s*(?:\/\/|\/\*)/m.test(content));
    const errors: ParseError[] = [];
    parseJsonc(content, errors, { allowTrailingComma: isLenient, disallowComments: !isLenient });
    const [first] = errors;
    if (!first) return null;
    // Newline-delimited JSON under the name of JSON.
    if (!strict.test(path) && content.trimEnd().split('\n').every(isJson)) return null;
    const words = printParseErrorCode(first.error).replace(
      /\B[A-Z]/g,
      (letter) => ` ${letter.toLowerCase()}`,
    );
    return { line: content.slice(0, first.offset).split('\n').length, reason: words };
  },
  isLoose: (path) => !strict.test(path),
};

/** Those who read these files refuse a key that stands twice; many others take the last one. */
const uniqueKeys =
  /^\.github\/workflows\/|(^|\/)(action|(docker-)?compose[^/]*|pnpm-workspace|\.golangci|\.goreleaser)\.ya?ml$/;

const yaml: Format = {
  name: 'YAML',
  findFault(text, path) {
    const found = findYamlFaults(joinQuoted(text)).filter((fault) => !isStricterThanMost(fault, text));
    const hard = found.find(({ code }) => code !== 'DUPLICATE_KEY' || uniqueKeys.test(path));
    const [first] = hard ? [hard] : found;
    if (!first) return null;
    // A block that is not closed ends with the blank lines behind it; what does not fit comes next.
    const further = text.split('\n').slice(first.line - 1);
    const line =
      first.line +
      Math.max(
        0,
        further.findIndex((one) => /^[^\S\n]*[^\s#]/.test(one)),
      );
    const fault = { line, reason: sentence(first.message) };
    return hard ? fault : { ...fault, isTolerated: true };
  },
};

/** What the YAML specification forbids and libyaml, which most programs are built on, takes (1.2 spec 6.7 and 8.1; libyaml 0.2.5). */
const isStricterThanMost = (fault: { message: string; line: number }, text: string): boolean =>
  /Comments must be separated/.test(fault.message) ||
  (/must be sufficiently indented|Unexpected flow-\w+-end/.test(fault.message) &&
    /^\s*[\]}]/.test(text.split('\n')[fault.line - 1] ?? ''));

function findYamlFaults(text: string) {
  const lines = new LineCounter();
  // Aliases stay references in the syntax tree, so a bomb of them costs nothing.
  const documents = parseAllDocuments(refuseDeepYaml(text), {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    logLevel: 'silent',
  });
  return (documents as { errors: { code: string; message: string; pos: [number, number] }[] }[]).flatMap(
    ({ errors }) =>
      errors.map(({ code, message, pos }) => ({
        code,
        message,
        offset: pos[0],
        line: lines.linePos(pos[0]).line,
      })),
  );
}

/** Indents the further lines of quoted scalars, which libyaml takes at any depth. */
function joinQuoted(text: string): string {
  let joined = text;
  for (let tries = 0; tries < 10; tries++) {
    const open = findYamlFaults(joined).find(({ message }) => /^Missing closing ["']/.test(message));
    if (!open) return joined;
    const quote = /["']/.exec(open.message)?.[0] ?? '"';
    const start = joined.lastIndexOf(quote, open.offset - 1);
    const end = joined.indexOf(quote, start + 1);
    if (start < 0 || end < 0 || joined.slice(start, end).split('\n').length > 20) return text;
    const column = start - joined.lastIndexOf('\n', start);
    joined =
      joined.slice(0, start) +
      joined.slice(start, end).replace(/\n(?!\r?\n)/g, `\n${' '.repeat(column)}`) +
      joined.slice(end);
  }
  return text;
}

const toml: Format = {
  name: 'TOML',
  findFault(text) {
    try {
      parseToml(text.replace(/^\uFEFF/, ''));
      return null;
    } catch (error) {
      if (!(error instanceof TomlError)) throw error;
      return {
        line: error.line,
        reason: sentence(error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '') ?? ''),
      };
    }
  },
};

const knownXml =
  /(^|\/)(pom|AndroidManifest|strings|web|Directory\.Build)\.xml$|\.(csproj|vbproj|fsproj|props|targets|resx|plist)$/;

const xml: Format = {
  name: 'XML',
  findFault(text) {
    // Entities may come from a document type that is somewhere else.
    if (/<!DOCTYPE/.test(text)) return null;
    let fault: Fault | null = null;
    const parser = new SaxesParser({ position: true });
    parser.on('error', ({ message }) => {
      const [, line = '1', reason = message] = /^(?:[^:]*:)?(\d+):\d+: (.*)$/s.exec(message) ?? [];
      fault ??= { line: Number(line), reason: sentence(reason) };
    });
    parser.write(text).close();
    return fault;
  },
  isLoose: (path) => !knownXml.test(path),
};

/** Those whose faults are found. */
export const formats = { json, yaml, toml, xml };

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const sentence = (message: string): string => {
  const line = message.replace(/\s+/g, ' ').trim().replace(/[.:]$/, '').slice(0, 160);
  return line.charAt(0).toUpperCase() + line.slice(1);
};
