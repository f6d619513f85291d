import type { ToolResult, ToolResults } from '../model/tool-result.ts';
import { openRules, type RuleFacts } from './sarif-rules.ts';
import {
  logSchema,
  resultSchema,
  runSchema,
  type SarifLocation,
  type SarifResult,
  type SarifRun,
} from './sarif-schema.ts';

/** More results of one file are only counted. */
const mostResults = 20_000;

/**
 * Reads a SARIF 2.1.0 log (OASIS). Left out is what says that nothing is wrong: other kinds than `fail`, `open` and `review`, suppressed results,
 * those that a baseline calls `absent` or `unchanged`, and the level `none`. What is not of the form costs itself alone.
 * @param name the file's, for notes.
 */
export function parseSarif(content: string, name: string): ToolResults {
  const log = logSchema.safeParse(parseJson(content));
  if (!log.success) return { results: [], notes: [`${name} is no SARIF and was left out.`] };
  let [broken, seen, unfinished, elsewhere] = [0, 0, 0, 0];
  const results: ToolResult[] = [];
  for (const entry of log.data.runs) {
    const run = runSchema.safeParse(entry);
    if (!run.success) {
      broken++;
      continue;
    }
    if (isUnfinished(run.data)) unfinished++;
    if (run.data.externalPropertyFileReferences?.results?.length) elsewhere++;
    const ruleOf = openRules(run.data);
    for (const raw of run.data.results ?? []) {
      if (++seen > mostResults) continue;
      const result = resultSchema.safeParse(raw);
      if (!result.success) broken++;
      else if (isClaim(result.data)) results.push(...toolResult(result.data, ruleOf(result.data), run.data));
    }
  }
  return {
    results,
    notes: [
      ...(broken > 0
        ? [`${name} holds ${broken} results or runs of another form, which were left out.`]
        : []),
      ...(seen > mostResults ? [`${name} holds ${seen} results, of which ${mostResults} were read.`] : []),
      ...(unfinished > 0
        ? [`${name} tells of a tool that did not finish: it may have found less than there is.`]
        : []),
      ...(elsewhere > 0 ? [`${name} has results in further files, which were not read.`] : []),
    ],
  };
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

/** A tool that could not look writes no list, which is not an empty one (3.14.23), or says so. */
const isUnfinished = ({ results, invocations = [] }: SarifRun): boolean =>
  results === null || invocations.some(({ executionSuccessful }) => executionSuccessful === false);

const isClaim = ({ kind = 'fail', baselineState, suppressions = [] }: SarifResult): boolean =>
  ['fail', 'open', 'review'].includes(kind) &&
  baselineState !== 'absent' &&
  baselineState !== 'unchanged' &&
  !isSuppressed(suppressions);

/** One that is rejected or not decided yet is enough for a result to stand (3.27.23). */
const isSuppressed = (suppressions: NonNullable<SarifResult['suppressions']>): boolean =>
  suppressions.length > 0 && suppressions.every(({ status = 'accepted' }) => status === 'accepted');

function toolResult(result: SarifResult, { id, level, messageOf }: RuleFacts, run: SarifRun): ToolResult[] {
  const { name } = run.tool.driver;
  const said = result.message.text ?? messageOf(result.message.id ?? '');
  if (level === 'none' || (said.trim() === '' && id === null)) return [];
  const place = result.locations?.find(({ physicalLocation }) => physicalLocation)?.physicalLocation;
  const location = place?.artifactLocation;
  const { uri, uriBaseId } = location?.uri
    ? location
    : (run.artifacts?.[location?.index ?? -1]?.location ?? {});
  const folder = folderOf(uriBaseId, run.originalUriBaseIds);
  const startLine = place?.region?.startLine ?? null;
  return [
    {
      tool: name,
      rule: id,
      level,
      message: fill(said, result.message.arguments ?? []),
      path: pathOf(uri),
      ...(folder !== '' && { folder }),
      startLine,
      endLine: startLine === null ? null : Math.max(startLine, place?.region?.endLine ?? startLine),
    },
  ];
}

/** `{0}` stands for an argument, `[text](1)` links to a place. */
const fill = (said: string, values: readonly string[]): string =>
  said
    .replace(/\{(\d{1,3})\}/g, (whole, index) => values[Number(index)] ?? whole)
    .replace(/\[([^\][]{1,500})\]\(\d{1,6}\)/g, '$1');

/** The folder that a base means, which may stand on another (SARIF 2.1.0, 3.14.14); empty where none is known. */
function folderOf(id: string | undefined, bases: SarifRun['originalUriBaseIds'] = {}): string {
  let [folder, next] = ['', id];
  for (let depth = 0; next !== undefined && depth < 10; depth++) {
    const base: SarifLocation = Object.hasOwn(bases, next) ? (bases[next] ?? {}) : {};
    folder = (pathOf(base.uri)?.replace(/\/?$/, '/') ?? '') + folder;
    next = base.uriBaseId;
  }
  return folder;
}

/** A URI as a path. */
function pathOf(uri: string | undefined): string | null {
  if (uri === undefined || uri === '') return null;
  const path = uri.replace(/^file:\/\/(?:localhost)?(?=\/)/, '').replace(/^(?:\.\/)+/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
