import { agentFiles } from './agent-files.ts';
import { binaries } from './binaries.ts';
import type { Check } from './check.ts';
import { conflictMarkers } from './conflict-markers.ts';
import { debuggerStatements } from './debugger-statements.ts';
import { fileModes } from './file-modes.ts';
import { focusedTests } from './focused-tests.ts';
import { hiddenUnicode } from './hidden-unicode.ts';
import { installScripts } from './install-scripts.ts';
import { lockFiles } from './lock-files.ts';
import { lockHosts } from './lock-hosts.ts';
import { secrets } from './secrets.ts';
import { skippedTests } from './skipped-tests.ts';
import { submodules } from './submodules.ts';
import { symbolicLinks } from './symbolic-links.ts';
import { unparsableFiles } from './unparsable-files.ts';
import { untrustedCheckout } from './untrusted-checkout.ts';
import { workflowInjection } from './workflow-injection.ts';

/** Every check of the embedded reviewer, in the order of their findings. */
export const registry: readonly Check[] = [
  conflictMarkers,
  secrets,
  hiddenUnicode,
  untrustedCheckout,
  workflowInjection,
  focusedTests,
  debuggerStatements,
  unparsableFiles,
  lockFiles,
  lockHosts,
  symbolicLinks,
  submodules,
  skippedTests,
  fileModes,
  binaries,
  installScripts,
  agentFiles,
];
