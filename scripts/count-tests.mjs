// Adds up vitest's JSON results in a directory, names what failed, and prints one closing line; fails when no test ran
// or one failed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [directory] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of readdirSync(directory).sort()) {
  const result = JSON.parse(readFileSync(join(directory, name), 'utf8'));
  total.passed += result.numPassedTests;
  total.failed += result.numFailedTests;
  total.skipped += result.numPendingTests + result.numTodoTests;
  for (const line of failures(result)) console.log(line);
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

function* failures({ testResults }) {
  for (const file of testResults) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    if (file.status === 'failed' && failed.length === 0) yield told(file.name, file.message);
    for (const test of failed) yield told(`${file.name}: ${test.fullName}`, test.failureMessages.join('\n'));
  }
}

function told(name, message) {
  return `failed: ${name}\n${message.split('\n').slice(0, 12).join('\n').slice(0, 1500)}`;
}
