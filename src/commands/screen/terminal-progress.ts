import type { ReviewEvent } from '../../model/events.ts';
import type { Logger } from '../../model/ports.ts';
import { describeEvent, renderProgress } from '../../report/terminal/progress.ts';
import { loadTextTables } from '../../report/terminal/terminal-text.ts';
import { neutraliseCommands } from '../../safety/neutralise.ts';

/** A terminal (or a file that stands for one). */
interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Shows a review as it runs: one live line per agent on a terminal, plain lines elsewhere; of a quiet one warnings and errors only. */
export function terminalProgress(
  stream: Stream,
  environment: Readonly<Record<string, string | undefined>>,
  isQuiet = false,
) {
  const live = !isQuiet && stream.isTTY === true && environment.TERM !== 'dumb' && !environment.CI;
  // Until they are there, lines may be cut too short.
  if (live) void loadTextTables();
  const events: ReviewEvent[] = [];
  let shown = 0;
  const erase = () => {
    if (shown > 0) stream.write(`\u001b[${shown}A\u001b[0J`);
    shown = 0;
  };
  const draw = () => {
    erase();
    const lines = renderProgress(events, {
      now: Date.now(),
      width: stream.columns ?? 80,
      colour: !environment.NO_COLOR,
    });
    for (const line of lines) stream.write(`${line}\n`);
    shown = lines.length;
  };
  const say = (text: string) => {
    erase();
    stream.write(`${neutraliseCommands(text)}\n`);
    if (live) draw();
  };
  const timer = live ? setInterval(draw, 500) : null;
  timer?.unref();
  const log: Logger = {
    debug() {},
    info: isQuiet ? () => {} : say,
    warning: (text) => say(`warning: ${text}`),
    error: (text) => say(`error: ${text}`),
  };
  return {
    log,
    listen(event: ReviewEvent) {
      if (isQuiet) return;
      events.push(event);
      if (live) draw();
      else {
        const line = describeEvent(event);
        if (line !== null) stream.write(`${line}\n`);
      }
    },
    stop() {
      if (timer) clearInterval(timer);
      erase();
    },
  };
}
