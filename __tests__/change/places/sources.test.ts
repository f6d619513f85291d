import { describe, expect, test } from 'vitest';
import { resolveRevisions } from '../../../src/change/ends/resolve-revisions.ts';
import { createPathFinder } from '../../../src/change/places/resolve-path.ts';
import { openSources, readSources } from '../../../src/change/places/sources.ts';
import { readChange } from '../../../src/change/read-change.ts';
import { emptyConfiguration } from '../../../src/config/empty-configuration.ts';
import { buildChange } from '../../helpers/change.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { makeChange } from '../../helpers/repository.ts';

describe('the path that is meant by', () => {
  const change = buildChange({
    'src/app/main.ts': 'x',
    'src/lib/index.ts': 'x',
    'README.md': 'x',
    'b/c.ts': 'x',
  });
  const tree = [
    'docs/README.md',
    'src/other/index.ts',
    'src/other/deep/only.ts',
    'lib/twin.ts',
    'app/twin.ts',
  ];
  const finder = createPathFinder(change, tree);
  test.each([
    ['src/app/main.ts', 'src/app/main.ts'],
    ['./src/app/main.ts', 'src/app/main.ts'],
    ['a/src/app/main.ts', 'src/app/main.ts'],
    ['b/src/app/main.ts', 'src/app/main.ts'],
    ['b/c.ts', 'b/c.ts'],
    ['a/README.md', 'README.md'],
    ['main.ts', 'src/app/main.ts'],
    ['app/main.ts', 'src/app/main.ts'],
    ['widgets/src/app/main.ts', 'src/app/main.ts'],
    ['src\\app\\main.ts', 'src/app/main.ts'],
    ['src/app/main.ts:12-14', 'src/app/main.ts'],
    ['main.ts#L3-L9', 'src/app/main.ts'],
    ['index.ts', 'src/lib/index.ts'],
    ['README.md', 'README.md'],
    ['docs/README.md', 'docs/README.md'],
    ['only.ts', 'src/other/deep/only.ts'],
    ['twin.ts', null],
    ['wrong/README.md', null],
    ['ain.ts', null],
    ['/src/app/main.ts', 'src/app/main.ts'],
    ['C:\\src\\app\\main.ts', 'src/app/main.ts'],
    ['/home/runner/work/app/app/src/app/main.ts', 'src/app/main.ts'],
    ['file:///srv/copy/src/app/main.ts', 'src/app/main.ts'],
    ['/usr/lib/main.ts', null],
    ['../src/app/main.ts', null],
    ['src/../../main.ts', null],
    ['', null],
    ['__proto__', null],
  ])('%j is %j', (cited, expected) => {
    expect(finder.inChange(cited) ?? finder.inTree(cited)).toBe(expected);
  });
});

async function readAll(cited: readonly string[], redact?: (text: string) => string) {
  const repository = makeChange(
    {
      'kept.ts': 'kept\n',
      'edited.ts': 'one\r\ntwo\r\n',
      'moved.ts': `${'line\n'.repeat(20)}`,
      'gone.ts': 'gone\n',
    },
    {
      'edited.ts': 'one\r\n2\r\n',
      'moved.ts': null,
      'there.ts': `${'line\n'.repeat(20)}more`,
      'gone.ts': null,
      'image.png': Buffer.from([0, 1]),
      secret: 'password\n',
    },
  );
  const ports = buildPorts();
  const request = {
    directory: repository.directory,
    base: 'main',
    head: 'feature',
    pullRequest: null,
    repository: null,
    webUrl: null,
    branch: null,
    token: null,
    openApi: null,
  };
  const revisions = await resolveRevisions(request, ports);
  const change = await readChange(revisions, emptyConfiguration, ports);
  const recorded = await readSources(change, cited, revisions, ports, redact);
  return { recorded, sources: openSources(JSON.parse(JSON.stringify(recorded)), change) };
}

describe('sources', () => {
  test('are read at both ends', async () => {
    const { sources, recorded } = await readAll([
      'edited.ts',
      'a/there.ts',
      'gone.ts',
      'kept.ts',
      'image.png',
      'nowhere.ts',
    ]);
    expect(sources.lines('edited.ts', 'new')).toEqual(['one', '2']);
    expect(sources.lines('edited.ts', 'old')).toEqual(['one', 'two']);
    expect(sources.lines('there.ts', 'new')).toHaveLength(21);
    expect(sources.lines('moved.ts', 'old')).toHaveLength(20);
    expect(sources.lines('gone.ts', 'old')).toEqual(['gone']);
    expect(sources.lines('gone.ts', 'new')).toBeNull();
    expect(sources.lines('kept.ts', 'new')).toEqual(['kept']);
    expect(sources.lines('kept.ts', 'old')).toEqual(['kept']);
    expect(sources.lines('image.png', 'new')).toBeNull();
    expect(recorded.resolved).toEqual({ 'a/there.ts': 'there.ts', 'nowhere.ts': null });
    expect(Object.keys(recorded.texts)).not.toContain('old:kept.ts');
  });

  test('are redacted before they are kept', async () => {
    const { recorded } = await readAll(['secret'], (text) => text.replaceAll('password', '***'));
    expect(recorded.texts['new:secret']).toBe('***\n');
  });

  test('survive names of object members', async () => {
    const { sources } = await readAll(['__proto__', 'constructor']);
    expect(sources.resolve('__proto__')).toBeNull();
    expect(sources.resolve('constructor')).toBeNull();
    expect(sources.resolve('toString')).toBeNull();
    expect(sources.lines('constructor', 'new')).toBeNull();
  });
});
