import * as z from 'zod';
import { type Dialect, inPieces, type ServerEvent, type Turn } from './dialect.ts';

const request = z.object({
  tools: z
    .array(z.object({ functionDeclarations: z.array(z.object({ name: z.string() })).optional() }))
    .optional(),
  contents: z.array(
    z.object({
      role: z.string().optional(),
      parts: z.array(z.object({ functionCall: z.unknown().optional() })),
    }),
  ),
  generationConfig: z.record(z.string(), z.unknown()).optional(),
});

const finishReasons = { end: 'STOP', length: 'MAX_TOKENS', refusal: 'SAFETY' } as const;

/** Questions that Gemini CLI asks beside the task, known by a property of the schema it sends, and an answer to each. */
const sideAnswers: Readonly<Record<string, object>> = {
  next_speaker: { reasoning: 'stub', next_speaker: 'user' },
  model_choice: { reasoning: 'stub', model_choice: 'flash' },
  complexity_score: { complexity_reasoning: 'stub', complexity_score: 10 },
};

/** The Gemini API of Google. */
export const gemini: Dialect = {
  name: 'gemini',
  path: /\/models\/[^/:]+:(generateContent|streamGenerateContent)$/,
  read(body, path) {
    const { tools = [], contents, generationConfig = {} } = request.parse(body);
    const schema = JSON.stringify(
      generationConfig.responseJsonSchema ?? generationConfig.responseSchema ?? '',
    );
    const side = Object.entries(sideAnswers).find(([property]) => schema.includes(property));
    return {
      model: /\/models\/([^/:]+):/.exec(path)?.[1] ?? '',
      tools: tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name }) => name)),
      callsMade: contents.flatMap(({ parts }) => parts.filter((part) => part.functionCall)).length,
      isStreamed: path.endsWith(':streamGenerateContent'),
      sideAnswer: side?.[1] ?? null,
    };
  },
  whole: (turn, model) =>
    candidate(
      [...turn.texts.filter(Boolean).map((text) => ({ text })), ...callParts(turn)],
      turn,
      model,
      finishReasons[turn.stop],
    ),
  stream(turn, model) {
    const parts = [...turn.texts.flatMap(inPieces).map((text) => ({ text })), ...callParts(turn)];
    return [
      ...parts.map((part): ServerEvent => ({ data: candidate([part], turn, model) })),
      { data: candidate([], turn, model, finishReasons[turn.stop]) },
    ];
  },
  overload: (message) => [{ data: { error: { code: 503, message, status: 'UNAVAILABLE' } } }],
  error: (code, message) => ({
    error: {
      code,
      message,
      status: { 401: 'UNAUTHENTICATED', 429: 'RESOURCE_EXHAUSTED' }[code] ?? 'INTERNAL',
    },
  }),
};

const callParts = ({ calls }: Turn) =>
  calls.map(({ name, input }) => ({ functionCall: { name, args: input } }));

function candidate(
  parts: readonly object[],
  { usage: { input, output, cached = 0, reasoning = 0 } }: Turn,
  modelVersion: string,
  finishReason?: string,
): object {
  return {
    candidates: [{ index: 0, content: { role: 'model', parts }, ...(finishReason ? { finishReason } : {}) }],
    usageMetadata: {
      promptTokenCount: input,
      cachedContentTokenCount: cached,
      candidatesTokenCount: output - reasoning,
      thoughtsTokenCount: reasoning,
      totalTokenCount: input + output,
    },
    modelVersion,
    responseId: 'stub',
  };
}
