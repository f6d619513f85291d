import * as z from 'zod';

const text = z.string();
const index = z.int().optional().catch(undefined);
const line = z.int().min(1);
const message = z.object({ text: text.optional(), id: text.optional(), arguments: z.array(text).optional() });
const level = z.enum(['none', 'note', 'warning', 'error']);
const messageStrings = z.record(text, z.object({ text })).optional().catch(undefined);

const ruleSchema = z.object({
  id: text.optional().catch(undefined),
  guid: text.optional().catch(undefined),
  defaultConfiguration: z.object({ level }).optional().catch(undefined),
  messageStrings,
});

/** The tool itself, or a part of it that brings rules, such as a pack of queries. */
const componentSchema = z.object({
  name: text,
  guid: text.optional().catch(undefined),
  rules: z.array(ruleSchema).optional().catch(undefined),
  globalMessageStrings: messageStrings,
});

const referenceSchema = z.object({
  id: text.optional(),
  index: z.int().optional(),
  guid: text.optional(),
  toolComponent: z
    .object({ index: z.int().optional(), name: text.optional(), guid: text.optional() })
    .optional(),
});

/** A place of an artifact, or what such places start from. */
const locationSchema = z.object({ uri: text.optional(), uriBaseId: text.optional().catch(undefined) });

const overrideSchema = z.object({
  descriptor: referenceSchema,
  configuration: z.object({ level: level.optional().catch(undefined) }),
});

const invocationSchema = z.object({
  executionSuccessful: z.boolean().optional().catch(undefined),
  ruleConfigurationOverrides: z.array(overrideSchema.nullable().catch(null)).optional().catch(undefined),
});

/** A result of a SARIF 2.1.0 log, as far as it is read. */
export const resultSchema = z.object({
  ruleId: text.optional(),
  ruleIndex: index,
  rule: referenceSchema.optional().catch(undefined),
  level: level.optional(),
  kind: text.optional(),
  baselineState: text.optional(),
  message,
  suppressions: z
    .array(z.object({ status: text.optional() }))
    .optional()
    .catch(undefined),
  provenance: z.object({ invocationIndex: index }).optional().catch(undefined),
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

/** A run of a SARIF 2.1.0 log, as far as it is read; its results are of {@link resultSchema}. */
export const runSchema = z.object({
  tool: z.object({
    driver: componentSchema,
    extensions: z.array(componentSchema).optional().catch(undefined),
  }),
  invocations: z.array(invocationSchema.catch({})).optional().catch(undefined),
  artifacts: z
    .array(z.object({ location: locationSchema.optional() }))
    .optional()
    .catch(undefined),
  originalUriBaseIds: z.record(text, locationSchema).optional().catch(undefined),
  externalPropertyFileReferences: z
    .object({ results: z.array(z.unknown()).optional() })
    .optional()
    .catch(undefined),
  results: z.array(z.unknown()).nullish(),
});

/** A whole log, whose runs are of {@link runSchema}. */
export const logSchema = z.object({ version: text.optional(), runs: z.array(z.unknown()) });

export type SarifRun = z.infer<typeof runSchema>;
export type SarifResult = z.infer<typeof resultSchema>;
export type SarifLevel = z.infer<typeof level>;
export type SarifLocation = z.infer<typeof locationSchema>;
export type RuleReference = Partial<z.infer<typeof referenceSchema>>;
