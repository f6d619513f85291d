import * as z from 'zod';
import type { ToolResult, ToolResults } from '../model/tool-result.ts';

/** More results of one file are only counted. */
const mostResults = 20_000;

const text = z.string();
const line = z.int().min(1);
const message = z.object({ text: text.optional(), id: text.optional(), arguments: z.array(text).optional() });
const level = z.enum(['none', 'note', 'warning', 'error']);

const ruleSchema = z.object({
  id: text.optional().catch(undefined),
  defaultConfiguration: z.object({ level }).optional().catch(undefined),
  messageStrings: z.record(text, z.object({ text })).optional().catch(undefined),
});

/** The tool itself, or a part of it that brings rules, such as a pack of queries. */
const componentSchema = z.object({
  name: text,
  guid: text.optional().catch(undefined),
  rules: z.array(ruleSchema).optional().catch(undefined),
});

const locationSchema = z.object({ uri: text.optional(), uriBaseId: text.optional().catch(undefined) });

const resultSchema = z.object({
  ruleId: text.optional(),
  ruleIndex: z.int().optional().catch(undefined),
  rule: z
    .object({
      id: text.optional(),
      index: z.int().optional(),
      toolComponent: z
        .object({ index: z.int().optional(), name: text.optional(), guid: text.optional() })
        .optional(),
    })
    .optional()
    .catch(undefined),
  level: level.optional(),
  kind: text.optional(),
  baselineState: text.optional(),
  message,
  suppressions: z
    .array(z.object({ status: text.optional() }))
    .optional()
    .catch(undefined),
  locations: z
    .array(
      z.object({
        physicalLocation: z
          .object({
            artifactLocation: locationSchema.extend({ index: z.int().optional() }).optional(),
            region: z.object({ startLine: line.optional(), endLine: line.optional() }).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
});

const runSchema = z.object({
  tool: z.object({
    driver: componentSchema,
    extensions: z.array(componentSchema).optional().catch(undefined),
  }),
  artifacts: z
    .array(z.object({ location: locationSchema.optional() }))
    .optional()
    .catch(undefined),
  originalUriBaseIds: z.record(text, locationSchema).optional().catch(undefined),
  results: z.array(z.unknown()).nullish(),
});

type Run = z.infer<typeof runSchema>;
type Result = z.infer<typeof resultSchema>;

const logSchema = z.object({ version: text.optional(), runs: z.array(z.unknown()) });

/**
 * Reads a SARIF 2.1.0 log (OASIS). Left out is what says that nothing is wrong: other kinds than `fail`, `open` and `review`, suppressed results,
 * those that a baseline calls `absent` or `unchanged`, and the level `none`. What is not of the form costs itself alone.
 * @param name the file's, for notes.
 */
export function parseSarif(content: string, name: string): ToolResults {
  const log = logSchema.safeParse(parseJson(content));
  if (!log.success) return { results: [], notes: [`${name} is no SARIF and was left out.`] };
  let [broken, seen] = [0, 0];
  const results: ToolResult[] = [];
  for (const entry of log.data.runs) {
    const run = runSchema.safeParse(entry);
    if (!run.success) {
      broken++;
      continue;
    }
    for (const raw of run.data.results ?? []) {
      if (++seen > mostResults) continue;
      const result = resultSchema.safeParse(raw);
      if (!result.success) broken++;
      else if (isClaim(result.data)) results.push(...toolResult(result.data, run.data));
    }
  }
  return {
    results,
    notes: [
      ...(broken > 0
        ? [`${name} holds ${broken} results or runs of another form, which were left out.`]
        : []),
      ...(seen > mostResults ? [`${name} holds ${seen} results, of which ${mostResults} were read.`] : []),
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

const isClaim = ({ kind = 'fail', baselineState, suppressions = [] }: Result): boolean =>
  ['fail', 'open', 'review'].includes(kind) &&
  baselineState !== 'absent' &&
  baselineState !== 'unchanged' &&
  !suppressions.some(({ status = 'accepted' }) => status === 'accepted');

/** A rule is of the tool itself, unless a result names a part of the tool by its number, GUID or name. */
function ruleOf({ ruleId, ruleIndex, rule }: Result, { driver, extensions = [] }: Run['tool']) {
  const { index, guid, name } = rule?.toolComponent ?? {};
  const named = extensions.find((each) => (guid === undefined ? each.name === name : each.guid === guid));
  const { rules = [] } = extensions[index ?? -1] ?? named ?? driver;
  const id = ruleId ?? rule?.id;
  return (
    rules[rule?.index ?? ruleIndex ?? -1] ?? rules.find((known) => known.id !== undefined && known.id === id)
  );
}

function toolResult(result: Result, run: Run): ToolResult[] {
  const { name } = run.tool.driver;
  const id = result.ruleId ?? result.rule?.id;
  const rule = ruleOf(result, run.tool);
  const grade = result.level ?? rule?.defaultConfiguration?.level ?? 'warning';
  const said = result.message.text ?? rule?.messageStrings?.[result.message.id ?? '']?.text ?? '';
  if (grade === 'none' || (said.trim() === '' && id === undefined)) return [];
  const place = result.locations?.[0]?.physicalLocation;
  const location = place?.artifactLocation;
  const { uri, uriBaseId } = location?.uri
    ? location
    : (run.artifacts?.[location?.index ?? -1]?.location ?? {});
  const folder = folderOf(uriBaseId, run.originalUriBaseIds);
  const startLine = place?.region?.startLine ?? null;
  return [
    {
      tool: name,
      rule: id ?? rule?.id ?? null,
      level: grade,
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
function folderOf(id: string | undefined, bases: Run['originalUriBaseIds'] = {}): string {
  let [folder, next] = ['', id];
  for (let depth = 0; next !== undefined && depth < 10; depth++) {
    const base: z.infer<typeof locationSchema> = Object.hasOwn(bases, next) ? (bases[next] ?? {}) : {};
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
