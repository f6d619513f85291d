import type { Commit } from '../model/change/change.ts';

/** What the subjects of commits tell for sure: those that announce another one is to be squashed into them. */
export function assessCommits(commits: readonly Commit[]): string {
  const temporary = commits.filter((commit) => /^(?:fixup!|squash!|amend!|wip\b(?!-))/i.test(commit.subject));
  if (temporary.length === 0) return '';
  const list = temporary
    .slice(0, 5)
    .map((commit) => `${commit.oid.slice(0, 10)} "${commit.subject.slice(0, 60)}"`);
  const more = temporary.length > list.length ? ` and ${temporary.length - list.length} more` : '';
  return `To be squashed before merging: ${list.join(', ')}${more}.`;
}
