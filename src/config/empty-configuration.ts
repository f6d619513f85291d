import type { Configuration } from './configuration.ts';

/**
 * The configuration of a repository that has none: every default of the schema. It is written out, since making the schema takes longer than
 * all that a small review does with it.
 */
export const emptyConfiguration: Configuration = {
  agents: {},
  instructions: '',
  'house-rules': 'auto',
  sarif: [],
  paths: [],
  ignore: [],
  generated: [],
  vendored: [],
  sensitive: [],
  'rework-at': { critical: 2, important: 1 },
  declined: [],
  declining: { author: 'admin' },
  substitutes: {},
  prices: {},
  late: 'confirmed',
  readers: 'all',
  proof: {
    mode: 'off',
    setup: null,
    build: null,
    check: null,
    test: null,
    reuse: [],
    'timeout-seconds': 120,
    'memory-mb': 4096,
    network: 'setup',
    sandbox: 'bubblewrap',
  },
  limits: {
    'max-parallel': 8,
    'max-runs': 24,
    'max-turns': 400,
    'inline-bytes': 150_000,
    'shard-bytes': 600_000,
  },
};
