import { chmodSync, existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { detectAgent } from '../../../src/agents/team/detect.ts';
import { type Diagnosis, diagnose, renderDiagnosis } from '../../../src/agents/team/doctor.ts';
import { parseConfiguration } from '../../../src/config/parse-configuration.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { temporaryDirectory } from '../../helpers/repository.ts';
import { keyOf, requireClis, type Subject, searchPath, subjectOf, subjects } from './subjects.ts';

beforeAll(requireClis);

const [bin = ''] = searchPath.split(':');
const service = 'http://127.0.0.1:9';

/** PATH of a machine with these CLIs and the programs that every machine has. */
function machineWith(installed: readonly Subject[]): string {
  const folder = temporaryDirectory();
  for (const { program } of installed) symlinkSync(join(bin, program), join(folder, program));
  // a CLI may need a newer Node than ours
  const own = join(bin, 'node');
  symlinkSync(existsSync(own) ? own : process.execPath, join(folder, 'node'));
  return `${folder}:/usr/bin:/bin`;
}

/** A slow CLI may not get to its version on a loaded machine; then that is the truth, and said. */
const tooSlow = /did not say its version within 4 s/;

const machines: readonly (readonly [string, readonly Subject[]])[] = [
  ['none', []],
  ['one', [subjectOf('claude')]],
  ['all', subjects],
];

test.each(
  machines.flatMap(([name, installed]) => [false, true].map((hasKeys) => ({ name, installed, hasKeys }))),
)(
  'Doctor tells the truth in time of a machine with $name of the CLIs, keys: $hasKeys',
  async ({ installed, hasKeys }) => {
    const keys = subjects.map((subject) => subject.environment(service, keyOf(subject)));
    const environment = Object.assign({ PATH: machineWith(installed) }, ...(hasKeys ? keys : []));
    const models = subjects
      .filter(({ model }) => model)
      .map(({ program, model }) => `${program}: {model: ${model}}`);
    const configuration = parseConfiguration(`agents: {${models.join(', ')}}`, 'test');
    const startedAt = performance.now();
    const ports = buildPorts({ environment });
    const diagnoses = await diagnose({ names: 'auto', configuration, probe: false, ports });
    const durationMs = performance.now() - startedAt;
    console.log(`${Math.round(durationMs)} ms\n${renderDiagnosis(diagnoses)}`);
    expect(durationMs).toBeLessThan(8_000); // its own limits end at 4.5 s; a loaded machine is late at them
    const stateOf = ({ program }: Subject): Partial<Diagnosis> =>
      diagnoses.find(({ name }) => name === program) ?? {};
    for (const subject of subjects) {
      const { outcome, reason } = stateOf(subject);
      if (subject.program !== 'claude' && tooSlow.test(reason ?? '')) continue;
      const ready = hasKeys ? 'completed' : 'unauthenticated';
      expect(outcome, `${subject.program}: ${reason}`).toBe(installed.includes(subject) ? ready : 'missing');
    }
  },
);

test('Where user namespaces are off, codex is found to be blind', async (context) => {
  const folder = temporaryDirectory();
  const wrapper = join(folder, 'codex');
  const inside = 'echo 0 > /proc/sys/user/max_user_namespaces || exit 77; exec "$0" "$@"';
  writeFileSync(
    wrapper,
    `#!/bin/sh\nexec unshare --user --map-root-user sh -c '${inside}' ${bin}/codex "$@"\n`,
  );
  chmodSync(wrapper, 0o755);
  const environment = { PATH: `${folder}:${searchPath}`, CODEX_API_KEY: 'key' };
  const { agent, model } = subjectOf('codex');
  const found = await detectAgent(agent, { model, effort: null }, buildPorts({ environment }));
  if (found.version === null) context.skip('No user namespace is permitted here.');
  expect(found).toMatchObject({ outcome: 'crashed', reason: expect.stringContaining('blind') });
});
