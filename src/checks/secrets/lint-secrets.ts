import { matchAny } from '../../safety/match-any.ts';
import { extensionOf } from '../view/paths.ts';
import { openings } from './openings.ts';

/** The part of secretlint's contract for rules that we use. */
interface Rule {
  readonly meta: { readonly id: string };
  create(context: Context, options: object): { file?(source: object): void | Promise<void> };
}

interface Context {
  readonly sharedOptions: object;
  createTranslator(): (messageId: string, data: object) => Message;
  report(match: { readonly message: Message; readonly range: readonly [number, number] }): void;
  ignore(): void;
}

interface Message {
  readonly message: string;
  readonly messageId: string;
  readonly data: object;
}

/** A match of secretlint's rules: its message id, and its first and last offset, exclusive. */
export interface LintedSecret {
  readonly messageId: string;
  readonly start: number;
  readonly end: number;
}

const mayHold = matchAny(Object.values(openings));
let loading: Promise<readonly Rule[]> | null = null;

/**
 * Runs the rules of secretlint's recommended preset over a text, without its core, which keeps marks of every run and gets slower
 * with each (measured: 70 s for 1,700 files). Some rules are left out: comments in the change must not switch rules off, the
 * rule for Google's key files reads them from disk, and private keys are known better here. A rule is asked only where its opening stands:
 * searching for all of them at once takes a third of the time.
 */
export async function lintSecrets(content: string, path: string): Promise<LintedSecret[]> {
  if (!mayHold(content)) return [];
  loading ??= loadRules();
  const found: LintedSecret[] = [];
  const context: Context = {
    sharedOptions: {},
    createTranslator: () => (messageId, data) => ({ message: '', messageId, data }),
    report: ({ message, range: [start, end] }) =>
      void found.push({ messageId: message.messageId, start, end }),
    ignore() {},
  };
  // Rules look at no more than this of a source.
  const source = { content, filePath: path, ext: `.${extensionOf(path)}`, contentType: 'text' };
  for (const rule of await loading)
    if (openings[rule.meta.id]?.test(content)) await rule.create(context, {}).file?.(source);
  return found;
}

/** Loaded on first use, to keep the start of every command quick. */
async function loadRules(): Promise<readonly Rule[]> {
  const { rules } = await import('@secretlint/secretlint-rule-preset-recommend');
  return (rules as readonly Rule[]).filter(
    (rule) => !/-(?:filter-comments|gcp|privatekey)$/.test(rule.meta.id),
  );
}
