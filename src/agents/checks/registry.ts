import type { Check } from './check.ts';
import { conflictMarkers } from './conflict-markers.ts';
import { debuggerStatements } from './debugger-statements.ts';
import { focusedTests } from './focused-tests.ts';
import { skippedTests } from './skipped-tests.ts';

/** Every check of the embedded reviewer, in the order of their findings. */
export const registry: readonly Check[] = [conflictMarkers, focusedTests, skippedTests, debuggerStatements];
