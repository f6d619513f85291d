import * as z from 'zod';
import { type Report, reportSchema, reportSchemaVersion } from '../model/report/report-schema.ts';

/** `report.json`: the model itself. */
export const renderJson = (report: Report): string => [...jsonPieces(report)].join('');

/** Entries of a list that are written at once. */
const mostAtOnce = 500;

/** {@link renderJson} piece by piece, since a large report would be in memory several times as one text; no piece ends inside an entry. */
export function* jsonPieces(report: Report): Generator<string> {
  let before = '{\n';
  for (const [name, value] of Object.entries(report)) {
    if (value === undefined) continue;
    const isLong = Array.isArray(value) && value.length > mostAtOnce;
    yield before;
    yield* isLong ? listPieces(name, value) : [within({ [name]: value })];
    before = ',\n';
  }
  yield '\n}\n';
}

function* listPieces(name: string, list: readonly unknown[]): Generator<string> {
  yield `  ${JSON.stringify(name)}: [\n`;
  for (let start = 0; start < list.length; start += mostAtOnce) {
    const entries = within({ list: list.slice(start, start + mostAtOnce) });
    yield entries.slice('  "list": [\n'.length, -'\n  ]'.length);
    if (start + mostAtOnce < list.length) yield ',\n';
  }
  yield '\n  ]';
}

/** What an object's JSON holds between its braces. */
const within = (value: object): string => JSON.stringify(value, null, 2).slice('{\n'.length, -'\n}'.length);

/** The JSON Schema of `report.json` (draft 2020-12); its `$id` carries the version. */
export const reportJsonSchema = (): object => ({
  $id: `urn:deep-review:report:${reportSchemaVersion}`,
  title: `Deep Review report ${reportSchemaVersion}`,
  ...z.toJSONSchema(reportSchema),
});
