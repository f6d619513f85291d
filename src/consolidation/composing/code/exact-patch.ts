import { applyPatch, patchedPaths } from '../../../change/patches/apply-patch.ts';
import { writePatch } from '../../../change/patches/write-patch.ts';
import type { Anchor } from '../../../model/change/anchor.ts';
import type { Sources } from '../../../model/change/sources.ts';
import { redactedMark } from '../../../safety/redact.ts';

/** What no page shows, so that nobody could copy it. */
const unshown = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]|\r(?!\n)/;

/**
 * An agent's patch as `git apply` takes it: with git's headers, right numbers and context from the text of the head. Null where it does not
 * fit there, where a secret was taken out of it or nobody would see a part of it, and where it changes a file that is not among the sources: nobody knows what stands in it.
 */
export function exactPatch(
  patch: string,
  { path, side, startLine }: Anchor,
  sources: Sources,
): string | null {
  const place = { path, line: side === 'new' ? (startLine ?? 1) - 1 : 0 };
  const textOf = (changed: string) => sources.text(changed, 'new');
  if (patchedPaths(patch, place).some((changed) => textOf(changed) === null)) return null;
  const patched = applyPatch(patch, textOf, place);
  if ('trouble' in patched) return null;
  const parts = [...patched.texts].map(([changed, text]) => writePatch(changed, textOf(changed), text));
  const exact = parts.join('');
  return exact === '' || exact.includes(redactedMark) || unshown.test(exact) ? null : exact;
}
