import { noEvidence } from '../../../model/answers/evidence.ts';
import type { Repro, ReviewEvidence } from '../../../model/answers/review-schema.ts';

/** Code blocks that say behind their language what they are: ` ```bash repro `, ` ```text repro-output `, ` ```diff patch `. */
export interface NamedFences {
  /** Keeps a block that is one of them; false for any other. */
  take(language: string, meta: string, text: string): boolean;
  repro(): Repro | null;
  mutation(): string | null;
  patch(): string | null;
  /** What the agent says that its script printed. */
  evidence(): ReviewEvidence[];
}

const names = ['repro', 'repro-output', 'patch', 'mutation'] as const;
type Name = (typeof names)[number];

/** Collects the named code blocks of one finding; of two with one name the first counts. */
export function createNamedFences(): NamedFences {
  const found = new Map<Name, string>();
  return {
    take(language, meta, text) {
      const words = `${language} ${meta}`.split(/\s+/);
      const name = names.find((one) => words.includes(one));
      // Plain ```patch is a language of its own.
      if (name === undefined || found.has(name) || (name === 'patch' && language === 'patch')) return false;
      found.set(name, text);
      return true;
    },
    repro() {
      const script = found.get('repro');
      return script === undefined ? null : { script, needs: null, shows: null };
    },
    mutation: () => found.get('mutation') ?? null,
    patch: () => found.get('patch') ?? null,
    evidence() {
      const output = found.get('repro-output');
      return output === undefined ? [] : [{ ...noEvidence, kind: 'command', command: 'repro', output }];
    },
  };
}
