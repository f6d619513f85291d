import type { Hiding } from '../adapter/agent.ts';
import { bubblewrap, hidingOf, showTree } from './bubblewrap.ts';
import type { Confinement } from './confinement.ts';
import { asOurselves, layerTree } from './layered-tree.ts';

/** A way to start a child with less than we may do ourselves. */
export interface Sandbox {
  /** Goes before the command. */
  readonly prefix: readonly string[];
  /** What it enforces, in words for the report. */
  readonly claim: string;
  /** Null where it leaves files as they are. */
  readonly hiding: Hiding | null;
  /** Whether the run sees {@link Confinement.sharedTree}; otherwise it needs a tree of its own. */
  readonly showsSharedTree: boolean;
}

/** Runs a command to its end; true when it ended well. */
export type Proof = (command: readonly string[]) => Promise<boolean>;

/** `sudo` and other setuid programs gain nothing (PR_SET_NO_NEW_PRIVS), and the child dies when we do (PR_SET_PDEATHSIG). */
const noNewPrivileges = ['setpriv', '--no-new-privs', '--pdeathsig', 'KILL', '--'];

/** Stays process 1 of the namespace, which ignores most signals and must not be the agent; says nothing itself. */
const init = ['sh', '-c', 'exec 3>&2 2>/dev/null; ("$@" 2>&3 3>&-); exit $?', 'sh'];

/** Of our own, strongest first; each is used only where it has just started a command. */
function sandboxes(confinement: Confinement): readonly Sandbox[] {
  const { sharedTree } = confinement;
  const layered = layerTree(sharedTree);
  const wrapped = {
    prefix: bubblewrap(confinement),
    claim:
      'sandboxed by bubblewrap: writes only private folders, sees no credential files and no other process',
    hiding: hidingOf(confinement),
    showsSharedTree: sharedTree !== null && layered === null,
  };
  const mapping = process.getuid?.() === 0 ? [] : ['--user', '--map-current-user'];
  const namespaces = ['unshare', ...mapping, '--pid', '--mount-proc', '--ipc', '--fork', '--kill-child'];
  return [
    ...(layered === null
      ? []
      : [
          {
            ...wrapped,
            prefix: [...layered, ...bubblewrap(confinement, asOurselves())],
            showsSharedTree: true,
          },
        ]),
    wrapped,
    {
      prefix: [...noNewPrivileges, ...namespaces, ...init],
      claim:
        'sees no other process (PID namespace), gains no privileges; reads and writes files as its user may',
      hiding: null,
      showsSharedTree: false,
    },
    gainsNothing,
  ];
}

const gainsNothing: Sandbox = {
  prefix: noNewPrivileges,
  claim: 'gains no privileges; sees processes and files as its user may',
  hiding: null,
  showsSharedTree: false,
};

const leftToItsOwn: Sandbox = {
  prefix: noNewPrivileges,
  claim: 'left to its own sandbox, gains no privileges',
  hiding: null,
  showsSharedTree: false,
};

const none: Sandbox = {
  prefix: [],
  claim: 'not sandboxed by us: this machine has neither bubblewrap nor user namespaces',
  hiding: null,
  showsSharedTree: false,
};

/**
 * Around a CLI that was seen to start its own inside. Not as root, who could leave it by way of bubblewrap's own process (`/proc/PID/root`),
 * since a CLI with a sandbox of its own sees all processes; anybody else is kept from that by the user namespace.
 */
function besideItsOwn({ sharedTree, workingDirectory }: Confinement): readonly Sandbox[] {
  if (process.getuid?.() === 0 || sharedTree === null || sharedTree.scratch !== null) return [];
  const prefix = showTree(sharedTree, workingDirectory);
  return [{ ...leftToItsOwn, prefix, showsSharedTree: true }];
}

/**
 * Finds the strongest sandbox that really starts here. An agent with a sandbox of its own gets the weakest, since one inside
 * another may fail to start, and that agent then reviews blindly and exits with 0 (reference: agent CLIs, section 4).
 * @param ownTrial a command that ends well where the agent's own sandbox starts; null where nobody knows one.
 */
export async function chooseSandbox(
  confinement: Confinement,
  hasOwn: boolean,
  prove: Proof,
  ownTrial: readonly string[] | null = null,
): Promise<Sandbox> {
  if (hasOwn && ownTrial !== null) {
    for (const sandbox of besideItsOwn(confinement)) {
      if (await prove([...sandbox.prefix, ...ownTrial])) return sandbox;
    }
  }
  for (const sandbox of hasOwn ? [leftToItsOwn] : sandboxes(confinement)) {
    if (await prove([...sandbox.prefix, 'true'])) return sandbox;
  }
  return none;
}
