/** What reads a change and needs no agent is given: it tells nothing, and hides nothing. */
export const quietPorts = (temporaryDirectory) => ({
  log: { debug() {}, info() {}, warning() {}, error() {} },
  clock: { now: Date.now },
  environment: process.env,
  signal: new AbortController().signal,
  emit() {},
  redact: (text) => text,
  temporaryDirectory,
});
