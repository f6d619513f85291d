import { UserError } from '../../model/errors.ts';

/** Commits of a change, or the history between them, are not here and could not be fetched: the API may still know it. */
export class MissingCommits extends UserError {}
