/** What git printed is not what it prints: it was cut, or is another program. Told as a failure of git, not as a bug of ours. */
export class GarbledOutput extends Error {
  override readonly name = 'GitFailure';
}
