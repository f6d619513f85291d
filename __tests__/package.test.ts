import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import lock from '../package-lock.json' with { type: 'json' };

test('installing the package installs nothing else: what runs is bundled', () => {
  expect(packageJson).not.toHaveProperty('dependencies');
});

test('the lock file has every optional package of every platform, or npm ci refuses it', () => {
  const packages = lock.packages as Record<string, { optionalDependencies?: Record<string, string> }>;
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});
