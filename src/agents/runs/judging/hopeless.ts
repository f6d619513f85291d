import type { SeenService } from '../../keys/key-proxy.ts';
import type { Judgement } from './outcome.ts';

/**
 * Why nothing more can come of a run: its service asks to be left alone for longer than there is time, or its model asks for tools
 * without end. Null as long as there is hope.
 */
export function whyHopeless(
  { waitUntil, requests }: SeenService,
  deadline: number,
  maxTurns: number,
): Judgement | null {
  if (waitUntil > deadline) {
    const date = `${new Date(waitUntil).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const reason = `The service asks not to be called before ${date}: review after that, or raise the limit of the account.`;
    return { outcome: 'quota', reason, transient: false };
  }
  if (requests <= maxTurns) return null;
  const reason = `Its model was asked more than ${maxTurns} times and gave no answer: raise "limits.max-turns", or choose another model in \`models\`.`;
  return { outcome: 'crashed', reason, transient: false };
}
