/** Stands between texts, as in a JSON text sequence (RFC 7464): a Markdown fence or a bracket left open ends there. */
const separator = '\n\n\u001E\n\n';

/** Puts answers of one agent behind one another, so that each is read by itself, wherever another was cut. */
export const joinAnswers = (answers: readonly string[]): string => answers.join(separator);

/** The answers that were joined; one that was not is alone. */
export const partAnswers = (joined: string): readonly string[] => joined.split(separator);
