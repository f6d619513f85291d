import * as z from 'zod';

/** A block of a message as Anthropic's API has it, which other CLIs print too: https://docs.claude.com/en/api/messages. */
export const messageBlock = z.union([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('tool_use'), id: z.string(), name: z.string(), input: z.unknown() }),
  z.object({
    type: z.literal('tool_result'),
    tool_use_id: z.string(),
    is_error: z.boolean().nullish(),
    content: z.unknown(),
  }),
]);
