/**
 * What models cost, in US dollars for a million tokens, read on `asOf` from the vendors' pages. Where a vendor has several prices for one
 * kind of token (writing to a cache, long prompts), the dearest is here, since a ceiling is meant to hold. `prices` in the configuration
 * goes before it.
 */
export const priceTable = {
  asOf: '2026-11-27',
  sources: [
    'https://platform.claude.com/docs/en/about-claude/pricing',
    'https://developers.openai.com/api/docs/pricing',
    'https://ai.google.dev/gemini-api/docs/pricing',
  ],
  /** By the beginning of a model's name; the longest that fits counts. */
  models: {
    'claude-fable-5': { input: 12.5, cached: 1, output: 50 },
    'claude-opus-5-5': { input: 5, cached: 0.2, output: 20 },
    'claude-opus-5': { input: 6.25, cached: 0.5, output: 25 },
    'claude-opus-4-8': { input: 6.25, cached: 0.5, output: 25 },
    'claude-opus-4-7': { input: 6.25, cached: 0.5, output: 25 },
    'claude-opus-4-6': { input: 6.25, cached: 0.5, output: 25 },
    'claude-opus-4-5': { input: 6.25, cached: 0.5, output: 25 },
    'claude-sonnet-5': { input: 2.5, cached: 0.2, output: 10 },
    'claude-sonnet-4': { input: 3.75, cached: 0.3, output: 15 },
    'claude-haiku-5-5': { input: 0.625, cached: 0.05, output: 2.5 },
    'claude-haiku-4-5': { input: 1.25, cached: 0.1, output: 5 },
    'gpt-6-astra': { input: 12.5, cached: 1, output: 50 },
    'gpt-6.1-sol': { input: 2.5, cached: 0.2, output: 10 },
    'gpt-6-sol': { input: 2.5, cached: 0.2, output: 10 },
    'gpt-6-luna': { input: 0.125, cached: 0.01, output: 0.5 },
    'gpt-5.6-sol': { input: 5, cached: 0.4, output: 20 },
    'gpt-5.6-terra': { input: 2.5, cached: 0.2, output: 12 },
    'gpt-5.6-luna': { input: 0.25, cached: 0.02, output: 1.2 },
    'gpt-5.5': { input: 5, cached: 0.5, output: 30 },
    'gpt-5.4-mini': { input: 0.75, cached: 0.075, output: 4.5 },
    'gpt-5.4': { input: 2.5, cached: 0.25, output: 15 },
    'gpt-5.3-codex': { input: 1.75, cached: 0.175, output: 14 },
    'gpt-5.2': { input: 1.75, cached: 0.175, output: 14 },
    'gpt-5.1-codex-mini': { input: 0.25, cached: 0.025, output: 2 },
    'gpt-5.1': { input: 1.25, cached: 0.125, output: 10 },
    'gpt-5-mini': { input: 0.25, cached: 0.025, output: 2 },
    'gpt-5-codex': { input: 1.25, cached: 0.125, output: 10 },
    'gemini-3.5-flash': { input: 1.5, cached: 0.15, output: 9 },
    'gemini-3.1-pro': { input: 4, cached: 0.4, output: 18 },
    'gemini-3.1-flash-lite': { input: 0.25, cached: 0.025, output: 1.5 },
    'gemini-3-pro': { input: 4, cached: 0.4, output: 18 },
    'gemini-3-flash': { input: 0.5, cached: 0.05, output: 3 },
    'gemini-2.5-pro': { input: 2.5, cached: 0.25, output: 15 },
    'gemini-2.5-flash-lite': { input: 0.1, cached: 0.01, output: 0.4 },
    'gemini-2.5-flash': { input: 0.3, cached: 0.03, output: 2.5 },
  },
} as const;
