/** Version of `report.json`; the major number rises when a reader would break. */
export const reportSchemaVersion = '1.0';
