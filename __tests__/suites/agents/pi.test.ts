import { testCli } from './test-cli.ts';

await testCli('pi');
