import type { Place } from '../../model/finding.ts';
import { readLines, readPlace } from '../place.ts';
import { openObject, textOf } from './lenient-object.ts';

/** Names that a path has in the forms that reviewers write. */
export const pathNames = [
  ...['path', 'file', 'filename', 'file_path', 'file_name', 'relative_path', 'repo_path', 'new_path'],
  ...[
    'absolute_file_path',
    'absolute_path',
    'uri',
    'full_path',
    'target_file',
    'relevant_file',
    'source_file',
  ],
];
const startNames = [
  ...['start_line', 'line_start', 'from_line', 'line_from', 'begin_line', 'first_line', 'start_line_number'],
  ...[
    'line',
    'line_number',
    'line_no',
    'lineno',
    'new_line',
    'start',
    'from',
    'begin',
    'row',
    'original_line',
  ],
];
const endNames = [
  'end_line',
  'line_end',
  'to_line',
  'line_to',
  'last_line',
  'end_line_number',
  'end',
  'to',
  'stop',
];
const rangeNames = [
  'lines',
  'line_range',
  'line_numbers',
  'range',
  'region',
  'span',
  'position',
  'line_span',
];
const placeNames = [
  ...[
    'location',
    'code_location',
    'source_location',
    'physical_location',
    'artifact_location',
    'place',
    'where',
    'at',
  ],
  ...['anchor', 'reference', 'file_location', 'source'],
];
const placesNames = [
  'locations',
  'places',
  'references',
  'occurrences',
  'affected_files',
  'related_files',
  'files',
  'code_locations',
];

/** Every name that may say where a finding is. */
export const namesOfPlaces = [
  ...pathNames,
  ...startNames,
  ...endNames,
  ...rangeNames,
  ...placeNames,
  ...placesNames,
];

interface Range {
  readonly startLine: number;
  readonly endLine: number;
}

/** The places that an object names, its own before those of its lists: `path` with `line`, `lines: "10-12"`, `location: "a.ts:10"`, … */
export function placesOf(
  value: unknown,
  depth = 4,
): { readonly place: Place | null; readonly range: Range | null; readonly others: Place[] } {
  const fields = openObject(value);
  if (fields === null || depth === 0) return { place: null, range: null, others: [] };
  const written = placeNames.map((name) => fields.value(name)).filter((each) => each !== null);
  const inner = written.map((each) => placesOf(each, depth - 1));
  const texts = written.flatMap((each) => placesOfText(textOf(each) ?? ''));
  const path =
    fields.text(...pathNames) ??
    inner.find(({ place }) => place !== null)?.place?.path ??
    texts[0]?.path ??
    null;
  const range = ownRange(fields) ?? inner.find((each) => each.range !== null)?.range ?? rangeOf(texts[0]);
  const lists = placesNames.flatMap((name) => fields.list(name));
  const listed = lists.flatMap((each): Place[] => {
    const text = textOf(each);
    if (text !== null) return placesOfText(text);
    const { place, range: lines } = placesOf(each, depth - 1);
    return place === null ? [] : [{ ...place, ...(lines ?? {}) }];
  });
  const own =
    path === null ? null : { path, startLine: range?.startLine ?? null, endLine: range?.endLine ?? null };
  const others = [...texts.slice(1), ...inner.flatMap((each) => each.others), ...listed];
  return {
    place: own ?? others[0] ?? null,
    range: range ?? rangeOf(own === null ? others[0] : undefined),
    others,
  };
}

/** A place, behind which words in brackets may stand: `index.html (head section)`. */
function placesOfText(text: string): Place[] {
  const places = readPlace(text);
  const words = places.length > 0 ? null : /[(（][^()（）]*[)）]$/.exec(text.trimEnd());
  const before = text.slice(0, words?.index ?? 0);
  return before.trimEnd() === before ? places : readPlace(before);
}

const rangeOf = (place: Place | undefined): Range | null =>
  place?.startLine == null ? null : { startLine: place.startLine, endLine: place.endLine ?? place.startLine };

function ownRange(fields: NonNullable<ReturnType<typeof openObject>>): Range | null {
  const startLine = fields.line(...startNames);
  if (startLine !== null) {
    // Where a first line has a name of its own, `line` is the last.
    const last = fields.line(...endNames) ?? fields.line('line');
    return { startLine, endLine: last ?? startLine };
  }
  const written = fields.value(...rangeNames);
  if (Array.isArray(written))
    return (
      readLines(
        written
          .filter((each) => typeof each !== 'object')
          .slice(0, 2)
          .join('-'),
      )[0] ?? null
    );
  const text = textOf(written);
  if (text !== null) return readLines(text)[0] ?? editorRange(fields);
  const range = openObject(written);
  return range === null ? editorRange(fields) : (editorRange(range) ?? ownRange(range));
}

/** A range as editors count it, from 0: `{start: {line: 9, character: 0}, end: …}`. */
function editorRange(range: NonNullable<ReturnType<typeof openObject>>): Range | null {
  const [start, end] = [openObject(range.value('start')), openObject(range.value('end'))];
  const from = start?.value('line');
  const to = end?.value('line');
  if (typeof from !== 'number' || !Number.isSafeInteger(from) || from < 0) return null;
  const isZeroBased = start?.value('character') !== null;
  const offset = isZeroBased ? 1 : 0;
  const last = typeof to === 'number' && Number.isSafeInteger(to) ? to : from;
  return from + offset >= 1 ? { startLine: from + offset, endLine: last + offset } : null;
}
