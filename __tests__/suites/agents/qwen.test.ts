import { testCli } from './test-cli.ts';

await testCli('qwen');
