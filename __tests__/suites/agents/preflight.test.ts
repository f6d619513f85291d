import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { detectAgent } from '../../../src/agents/detect.ts';
import { diagnose } from '../../../src/agents/doctor.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';
import { keyOf, requireClis, type Subject, searchPath, subjectOf, subjects } from './subjects.ts';

beforeAll(requireClis);

const settingsOf = ({ model }: Subject) => ({ model, effort: null });
const service = 'http://127.0.0.1:9';

describe.each(subjects)('$program', (subject) => {
  const { agent, version } = subject;

  test(`It is version ${version}, for which its adapter was written, and ready with its key`, async () => {
    const ports = buildPorts({
      environment: { PATH: searchPath, ...subject.environment(service, keyOf(subject)) },
    });
    const found = await detectAgent(agent, settingsOf(subject), ports);
    expect(found).toMatchObject({ outcome: 'completed', version, reason: null, warnings: [] });
    expect(found.sandbox).toBe(subject.program === 'codex' ? 'confined' : null);
  });

  test('Without a key it is not ready, and no other agent’s key is taken for one', async () => {
    const others = subjects.filter(
      (other) => other !== subject && !(subject.program === 'qwen' && other.program === 'codex'),
    );
    const keys = Object.assign({}, ...others.map((other) => other.environment(service, keyOf(other))));
    const own = Object.keys(subject.environment(service, ''));
    for (const name of own) delete keys[name];
    const ports = buildPorts({ environment: { ...keys, PATH: searchPath } });
    const found = await detectAgent(agent, settingsOf(subject), ports);
    expect(found).toMatchObject({ outcome: 'unauthenticated', version });
  });
});

test('Doctor looks at all of them in less than 5 s', async () => {
  const environment = Object.assign(
    {},
    ...subjects.map((subject) => subject.environment(service, keyOf(subject))),
  );
  const ports = buildPorts({ environment: { ...environment, PATH: searchPath } });
  const startedAt = performance.now();
  const configuration = { agents: {} } as never;
  const diagnoses = await diagnose({ names: 'auto', configuration, probe: false, ports });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(diagnoses.map(({ name }) => name)).toEqual(
    expect.arrayContaining(subjects.map(({ program }) => program)),
  );
});

test('Where user namespaces are off, codex is found to be blind', async (context) => {
  const folder = temporaryDirectory();
  const wrapper = join(folder, 'codex');
  const real = `${searchPath.split(':')[0]}/codex`;
  const inside = 'echo 0 > /proc/sys/user/max_user_namespaces || exit 77; exec "$0" "$@"';
  writeFileSync(wrapper, `#!/bin/sh\nexec unshare --user --map-root-user sh -c '${inside}' ${real} "$@"\n`);
  chmodSync(wrapper, 0o755);
  const environment = { PATH: `${folder}:${searchPath}`, CODEX_API_KEY: 'key' };
  const subject = subjectOf('codex');
  const found = await detectAgent(subject.agent, settingsOf(subject), buildPorts({ environment }));
  if (found.version === null) context.skip('No user namespace is permitted here.');
  expect(found).toMatchObject({ outcome: 'crashed', reason: expect.stringContaining('blind') });
});
