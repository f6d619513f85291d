import * as z from 'zod';
import { type Report, reportSchema } from '../model/report/report-schema.ts';
import { reportSchemaVersion } from '../model/report/report-version.ts';
import { jsonPieces } from '../recording/json-pieces.ts';

/** `report.json`: the model itself. */
export const renderJson = (report: Report): string => [...jsonPieces(report)].join('');

/** The JSON Schema of `report.json` (draft 2020-12); its `$id` carries the version. */
export const reportJsonSchema = (): object => ({
  $id: `urn:deep-review:report:${reportSchemaVersion}`,
  title: `Deep Review report ${reportSchemaVersion}`,
  ...z.toJSONSchema(reportSchema),
});
