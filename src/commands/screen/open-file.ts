import { which } from '@actions/io';
import { leaveRunning } from '../../agents/processes/process.ts';

/** By platform: what opens a file in the program that a person chose for it. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  linux: ['xdg-open'],
  // The first quoted word would be the window's title.
  win32: ['cmd', '/c', 'start', '""'],
};

/** Opens a file in a browser; false where there is no screen, or nothing to open it with. */
export async function openFile(path: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const [program, ...parameters] = openers[process.platform] ?? [];
  const hasScreen = process.platform !== 'linux' || !!(environment.DISPLAY || environment.WAYLAND_DISPLAY);
  if (program === undefined || !hasScreen || (await which(program)) === '') return false;
  return leaveRunning([program, ...parameters, path]);
}
