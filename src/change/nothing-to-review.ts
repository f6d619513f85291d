import { UserError } from '../errors.ts';

/** The two ends of a change hold the same files. */
export class NothingToReview extends UserError {}
