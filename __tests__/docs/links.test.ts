import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorsOf, documents, linksIn, root } from '../helpers/documents.ts';

describe('links within the repository', () => {
  test.each(documents)('of %s lead somewhere', (document) => {
    const broken = linksIn(document)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? document : posix.join(posix.dirname(document), path);
        if (!existsSync(join(root, target))) return true;
        return anchor !== undefined && !anchorsOf(target).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  test('lead to every prompt from the page about them', () => {
    const prompts = readdirSync(join(root, 'prompts')).map((name) => `../prompts/${name}`);
    expect(linksIn('docs/prompts.md')).toEqual(expect.arrayContaining(prompts));
  });

  test('lead to every document of docs/ from its index', () => {
    const listed = linksIn('docs/README.md').map((link) => `docs/${link}`);
    const missing = documents.filter(
      (document) =>
        document.startsWith('docs/') && document !== 'docs/README.md' && !listed.includes(document),
    );
    expect(missing).toEqual([]);
  });
});
