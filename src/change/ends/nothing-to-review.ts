import { UserError } from '../../model/errors.ts';

/** The two ends of a change hold the same files. */
export class NothingToReview extends UserError {}
