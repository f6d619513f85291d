import type { Brief } from '../../model/brief.ts';
import type { Change } from '../../model/change/change.ts';
import type { ReadText } from '../../model/change/sources.ts';
import type { Outcome, PreflightOutcome, Tokens } from '../../model/run.ts';
import type { ToolUse } from './tool-uses.ts';

/** What the user set for one agent; anything unset is the CLI's own default. */
export interface AgentSettings {
  readonly model: string | null;
  readonly effort: string | null;
}

/** What preflight found. */
export interface Detection {
  readonly outcome: PreflightOutcome;
  readonly version: string | null;
  /** Real path of the program that was found. */
  readonly program: string | null;
  /** What the CLI's own sandbox can do on this machine, in the adapter's own word; null where it has none. */
  readonly sandbox: string | null;
  /** A command that was seen to end well, as it does only where that sandbox starts. */
  readonly sandboxTrial?: readonly string[];
  /** One sentence that says what to do; null when ready. */
  readonly reason: string | null;
  /** Things worth a warning that do not stop it: an untested newer version, a weaker sandbox. */
  readonly warnings: readonly string[];
}

/** What an adapter needs to find its CLI. */
export interface DetectionContext {
  readonly settings: AgentSettings;
  /** Our own environment, whole; adapters read only what they document. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The agent's {@link CliAgent.loginFiles} that exist in the user's own HOME, path → text. */
  readonly logins: Readonly<Record<string, string>>;
  /** Real path of a program on PATH, links followed; null where there is none. */
  readonly locate: (program: string) => Promise<string | null>;
  /** Runs a short command and returns what it printed; never throws for a failing command. */
  readonly probe: (command: readonly string[], timeoutMs: number) => Promise<ProbeResult>;
}

/** The end of a short command. */
export interface ProbeResult {
  /** Null where it could not be started or was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly missing: boolean;
}

/** Where and with what one run happens. */
export interface RunContext {
  /** Private checkout of the head commit; the child's working directory unless the adapter says otherwise. */
  readonly workspace: string;
  /** Private, empty HOME. */
  readonly home: string;
  /** `brief.md`, `change.diff`, `manifest.json`, `schema.json` are here. */
  readonly briefDirectory: string;
  /** Further directories that a child confined to its workspace must be able to read: the shared object store. */
  readonly readable: readonly string[];
  readonly settings: AgentSettings;
  /** What preflight found, as {@link CliAgent.detect} returned it. */
  readonly detection: Detection;
  /** Our own environment, whole; only what an adapter names reaches the child. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** As in {@link DetectionContext.logins}; an adapter hands over what it needs of them through {@link Invocation.homeFiles}. */
  readonly logins: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Folders and files that look empty to a child, and what it sees inside them all the same. */
export interface Hiding {
  readonly hidden: readonly string[];
  readonly shown: readonly string[];
}

/** How to start one run. Nothing of the brief is in `command`. */
export interface Invocation {
  readonly command: readonly string[];
  /** Added to the allow-listed environment: the agent's own key, switches. */
  readonly environment: Readonly<Record<string, string>>;
  /** Values of it that are secrets whatever their names say. */
  readonly secrets?: readonly string[];
  /** What the child reads on standard input. */
  readonly stdin: string;
  /** Files to write under `home` before the start, relative path → text. */
  readonly homeFiles: Readonly<Record<string, string>>;
  /** The same from the base revision: path under `home` → path in the repository. */
  readonly baseFiles?: Readonly<Record<string, string>>;
  /** Paths that the child may read although a sandbox of ours hides them. */
  readonly readable?: readonly string[];
  /** What a sandbox of ours hides from it; set when it is prepared. */
  readonly hiding?: Hiding;
  readonly workingDirectory: string;
  /** A file, or a folder of one, that the CLI writes beside standard output: counts, a session; {@link Ended.answerFile} is the text. */
  readonly answerFile: string | null;
  /** What this invocation enforces, in words for the report. */
  readonly isolation: readonly string[];
}

/** What a finished child left; `stdout` comes from a file, since one CLI cuts a piped answer. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly answerFile: string | null;
}

/** What an adapter makes of it. */
export interface Answer {
  /** Null where there is none. */
  readonly text: string | null;
  /** `completed` when there is an answer to read, whatever the exit code. */
  readonly outcome: Outcome;
  /** Whether the CLI shows that the model said all it wanted, although it ends with an error. */
  readonly isFinished: boolean;
  readonly reason: string | null;
  /** Worth another try (429, 5xx, overload, connection reset). */
  readonly transient: boolean;
  readonly model: string | null;
  readonly tokens: Tokens | null;
  readonly costUsd: number | null;
  readonly turns: number | null;
  readonly toolCalls: number | null;
  readonly pathsRead: readonly string[];
  /** Every tool call with its result as the model got it; null where the CLI does not say. */
  readonly uses: readonly ToolUse[] | null;
}

/** How a CLI sends its key to its service, so that the key can be kept from it. */
export interface KeyRoute {
  /** Variables that hold a key and go into headers of every request. */
  readonly keys: readonly string[];
  /** The variable that names the service's address. */
  readonly endpoint: string;
  /** The vendor's own, where the variable is not set; null where there is none. */
  readonly service: string | null;
  /** What stands in variables of ours while the run is prepared: a key that the user wrote elsewhere. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** What is known of a CLI before it is asked: every adapter states these in one place. */
export interface CliFacts {
  readonly program: string;
  /** How people call it, for messages. */
  readonly title: string;
  /** The command that installs or updates it. */
  readonly install: string;
  /** The version that the suite drives; a newer one warns and works. */
  readonly tested: string;
  /** The oldest version that is used, and why no older one is. */
  readonly minimum: { readonly version: string; readonly because: string };
  /** What to do to sign in, as the end of a sentence: `set ANTHROPIC_API_KEY`. */
  readonly signIn: string;
  /** Variables that a workflow sets for it from its secrets; empty where they depend on the model. */
  readonly secrets: readonly string[];
}

/** An agent that is a CLI: a plain object per file, listed in the registry. */
export interface CliAgent {
  readonly type: 'cli';
  /** What is known of its CLI; a custom agent's command is anything. */
  readonly facts?: CliFacts;
  readonly name: string;
  readonly family: string;
  /** Where the CLI keeps a developer's login, relative to HOME; read by the runner, handed over by the adapter on purpose. */
  readonly loginFiles: readonly string[];
  /** Left out where the CLI cannot be told another address; by the settings where these name its service. */
  readonly keyRoute?:
    | KeyRoute
    | ((settings: AgentSettings, environment: Readonly<Record<string, string | undefined>>) => KeyRoute);
  /** Of a custom agent: its command and what it may read beside it, as declared. */
  readonly command?: readonly string[];
  readonly readable?: readonly string[];
  /** Parts of its command that name files of the repository mean the base revision's copies; see `base-command.ts`. */
  readonly runsRepositoryFiles?: true;
  /** Holds fixed rules against a change, and reads nothing. */
  readonly byRules?: true;
  detect(context: DetectionContext): Promise<Detection>;
  invoke(brief: Brief, context: RunContext): Invocation;
  /** Makes data of what a finished child left; paths come out relative to the workspace. */
  read(ended: Ended, context: RunContext): Answer;
}

/** An agent that lives in this process: deterministic, no model, no network. It only reviews. */
export interface BuiltInAgent {
  readonly type: 'built-in';
  readonly name: string;
  readonly family: string;
  /** The text of a file at one end of the change; null where absent or binary. */
  review(change: Change, readText: ReadText): Promise<string>;
}

/** See {@link CliAgent} and {@link BuiltInAgent}. */
export type Agent = CliAgent | BuiltInAgent;
