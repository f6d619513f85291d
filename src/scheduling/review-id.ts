/**
 * The name of a review, fit for a directory on every system: `YYYYMMDD-HHMMSS-branch` in UTC, with the head's first digits where there
 * is no branch.
 */
export function reviewId(startedAt: number, branch: string | null, head: string): string {
  const time = new Date(startedAt).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const name = (branch ?? '')
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
  return `${time}-${name === '' ? head.slice(0, 12) : name}`;
}
