import type { Check } from './check.ts';
import { dependencyPatches } from './dependencies/dependency-patches.ts';
import { installScripts } from './dependencies/install-scripts.ts';
import { lockFiles } from './dependencies/lock-files.ts';
import { lockHosts } from './dependencies/lock-hosts.ts';
import { submodules } from './dependencies/submodules.ts';
import { wrapperSums } from './dependencies/wrapper-sums.ts';
import { binaries } from './files/binaries.ts';
import { fileModes } from './files/file-modes.ts';
import { symbolicLinks } from './files/symbolic-links.ts';
import { unreadCode } from './files/unread-code.ts';
import { secrets } from './secrets/secrets.ts';
import { debuggerStatements } from './tests/debugger-statements.ts';
import { focusedTests } from './tests/focused-tests.ts';
import { narrowedTests } from './tests/narrowed-tests.ts';
import { skippedTests } from './tests/skipped-tests.ts';
import { conflictMarkers } from './text/conflict-markers.ts';
import { hiddenUnicode } from './text/hidden-unicode.ts';
import { unparsableFiles } from './text/unparsable-files.ts';
import { agentFiles } from './workflows/agent-files.ts';
import { untrustedArtifact } from './workflows/untrusted-artifact.ts';
import { untrustedCheckout } from './workflows/untrusted-checkout.ts';
import { workflowInjection } from './workflows/workflow-injection.ts';

/** Every check of the embedded reviewer, in the order of their findings. */
export const registry: readonly Check[] = [
  conflictMarkers,
  secrets,
  hiddenUnicode,
  untrustedCheckout,
  untrustedArtifact,
  workflowInjection,
  focusedTests,
  debuggerStatements,
  unparsableFiles,
  lockFiles,
  lockHosts,
  dependencyPatches,
  wrapperSums,
  symbolicLinks,
  submodules,
  skippedTests,
  narrowedTests,
  fileModes,
  binaries,
  unreadCode,
  installScripts,
  agentFiles,
];
