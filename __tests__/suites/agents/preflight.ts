import { expect, test } from 'vitest';
import { detectAgent } from '../../../src/agents/team/detect.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { keyOf, type Subject, searchPath, subjects } from './subjects.ts';

const service = 'http://127.0.0.1:9';

/** What preflight says of a CLI that is there. */
export function testPreflight(subject: Subject): void {
  const { agent, program, version } = subject;
  const find = (environment: Readonly<Record<string, string>>) =>
    detectAgent(
      agent,
      { model: subject.model, effort: null },
      buildPorts({ environment: { ...environment, PATH: searchPath } }),
    );

  test(`It is version ${version}, for which its adapter was written, and ready with its key`, async () => {
    const found = await find(subject.environment(service, keyOf(subject)));
    console.log(`${program} ${found.version}, on Node.js ${process.version}`);
    expect(found).toMatchObject({ outcome: 'completed', version, reason: null });
    expect(found.sandbox).toBe(program === 'codex' ? 'confined' : null);
  });

  test('Without a key it is not ready, and no other agent’s key is taken for one', async () => {
    const others = subjects.filter(
      (other) => other !== subject && !(program === 'qwen' && other.program === 'codex'),
    );
    const keys = Object.assign({}, ...others.map((other) => other.environment(service, keyOf(other))));
    for (const name of Object.keys(subject.environment(service, ''))) delete keys[name];
    expect(await find(keys)).toMatchObject({ outcome: 'unauthenticated' });
  });
}
