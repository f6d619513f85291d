import type { WorkflowStep } from '../workflow.ts';

/** Commands and actions that execute what is checked out: builds, package scripts, tests, the tree's own scripts. */
const execution =
  /(?:^|[\s;&|(])(?:(?:npm|pnpm|yarn|bun)(?:\s+(?!audit|view|publish|-v|--version)\S)|npx\s|make\b|cmake\b|(?:\.\/)?gradlew?\b|(?:\.\/)?mvnw?\b|pip3? install\s+(?:-\S+\s+)*\.|pip3? install -r|poetry (?:install|run)|uv (?:sync|run)|tox\b|pytest\b|cargo\s+(?!--version)|go (?:build|test|run|generate|vet|install)|dotnet (?:build|test|run|restore|publish)|deno task|mix (?:deps|compile|test)|swift (?:build|test)|bazel (?:build|run|test)|sbt\s|(?<=(?:^|[;&|(])[ \t]{0,40})just(?:[ \t]+[\w-]|[ \t]*$)|bundle (?:install|exec)|rake\b|composer install|docker(?:\s+(?:compose|buildx))?\s+(?:build|up|bake)\b|(?:bash|sh|node|python3?|ruby|deno run)\s+(?!-c\b|-e\b)[\w./-]+\.\w+|\.\/\S+)/m;

/** Actions that build or install what the workspace holds; null for those that always do, else the input that makes them. */
const builders: Readonly<Record<string, string | null>> = {
  // Without a context it builds what the event's own ref holds, whatever was checked out.
  'docker/build-push-action': 'context',
  'gradle/gradle-build-action': 'arguments',
  'gradle/actions/setup-gradle': 'arguments',
  'bahmutov/npm-install': null,
  'pre-commit/action': null,
  'cypress-io/github-action': null,
};

const address = /^\s*(?:\w+:\/\/|git@|\$?\{\{\s*(?:defaultContext|github\.server_url)\b)/;

function builds({ uses, inputs }: WorkflowStep): boolean {
  const action = uses.split('@')[0]?.toLowerCase() ?? '';
  if (!Object.hasOwn(builders, action)) return false;
  const name = builders[action];
  const value = name ? inputs[name]?.value : '.';
  return value !== undefined && value.trim() !== '' && !address.test(value);
}

/** Whether a step runs what the workspace holds. */
export const executes = (step: WorkflowStep): boolean =>
  step.uses.startsWith('./') || builds(step) || (step.run !== null && execution.test(step.run.value));

/** The action, or the line of the script, that runs what was checked out. */
export function describeExecution({ uses, run }: WorkflowStep): string {
  if (uses !== '') return uses;
  const line = run?.value.split('\n').find((one) => execution.test(one)) ?? '';
  return line.trim().slice(0, 80).replaceAll('`', "'");
}

/** Whether a step may make files that no repository and no artifact holds: dependencies, or what it builds. */
export const makesFiles = ({ run }: WorkflowStep): boolean => run !== null && buildTools.test(run.value);

const buildTools =
  /(?:^|[\s;&|(])(?:npm|pnpm|yarn|bun|make|cmake|(?:\.\/)?gradlew?|(?:\.\/)?mvnw?|pip3?|poetry|uv|cargo|go|dotnet|bundle|composer|tsc|npx)\s/;
