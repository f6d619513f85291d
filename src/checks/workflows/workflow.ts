/** A value of a workflow file with the lines it stands on, 1-based. */
export interface WorkflowText {
  readonly value: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** Values by name, as written. */
export type WorkflowTexts = Readonly<Record<string, WorkflowText>>;

/** A step as far as checks look at it. */
export interface WorkflowStep {
  readonly id: string;
  readonly uses: string;
  readonly workingDirectory: string;
  readonly env: WorkflowTexts;
  readonly run: WorkflowText | null;
  /** The program that runs {@link run}, with its options, where the step names it. */
  readonly shell: WorkflowText | null;
  /** Inputs of an action, by name. */
  readonly inputs: WorkflowTexts;
  readonly condition: string;
}

/** A job, or the steps of a composite action. */
export interface WorkflowJob {
  readonly name: string;
  readonly condition: string;
  readonly hasEnvironment: boolean;
  readonly env: WorkflowTexts;
  readonly outputs: WorkflowTexts;
  /** Names of the jobs that come before. */
  readonly needs: readonly string[];
  /** The workflow that it calls instead of having steps; empty for none. */
  readonly uses: string;
  /** What it hands to that workflow. */
  readonly inputs: WorkflowTexts;
  /** What its matrix is made of, by the name of the value; under an empty name what makes all of them. */
  readonly matrix: Readonly<Record<string, readonly string[]>>;
  readonly steps: readonly WorkflowStep[];
}

/** A GitHub workflow or composite action; https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax. */
export interface Workflow {
  /** Events that start it; empty for an action. */
  readonly triggers: ReadonlySet<string>;
  /** Lines of the part that names the events. */
  readonly triggerLines: readonly [start: number, end: number];
  /** The part that names the events, as it is parsed: its events with their filters. */
  readonly on: unknown;
  readonly env: WorkflowTexts;
  readonly jobs: readonly WorkflowJob[];
}

/** Whether a path is that of a workflow or an action's metadata. */
export const isWorkflowPath = (path: string): boolean =>
  /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) || /(^|\/)action\.ya?ml$/.test(path);
