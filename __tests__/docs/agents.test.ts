import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { knownAgents } from '../../src/agents/team/registry.ts';
import { emptyConfiguration } from '../../src/config/empty-configuration.ts';
import { anchorsOf, readText, root, tableRowsIn } from '../helpers/documents.ts';

const page = readText('docs/agents.md');
const rows = tableRowsIn('docs/agents.md');
const agents = [...knownAgents(emptyConfiguration).values()];

describe('docs/agents.md', () => {
  test.each(agents)('has a section and a row of keys for $name, and its family', ({ name, family }) => {
    expect(anchorsOf('docs/agents.md')).toContain(name);
    expect(rows.map(([agent]) => agent)).toContain(name);
    expect(page.split(`\n## ${name}\n`)[1]?.split('\n## ')[0]).toContain(`of the family \`${family}\``);
  });

  test('names only variables that an adapter reads', () => {
    const adapters = readdirSync(join(root, 'src/agents'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readText(`src/agents/${name}`))
      .join('\n');
    const named = page.match(/(?<=`)[A-Z][A-Z0-9]*_[A-Z0-9_]+(?=`)/g) ?? [];
    expect(named.length).toBeGreaterThan(10);
    // opencode's is made of its model's provider.
    const unknown = named.filter((name) => !adapters.includes(name) && name !== 'OPENROUTER_API_KEY');
    expect(unknown).toEqual([]);
  });
});
