import { describe, expect, it } from 'vitest';
import { labelOf } from '../../../src/findings/words/labels.ts';

describe('labelOf', () => {
  it.each(['Severity', 'Sévérité', 'Težina', 'Schweregrad', 'الخطورة', 'CVSS score'])(
    'knows %s as the name of a level',
    (name) => expect(labelOf(name)).toBe('severity'),
  );

  it('knows no name that nobody calls a level', () => {
    for (const name of ['HEAD', 'd8a2140', 'tell an example of the form']) expect(labelOf(name)).toBeNull();
  });
});
