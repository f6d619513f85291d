/** A name as words: `mustFix` and `must_fix` are `must Fix` and `must fix`. */
export const spaced = (name: string): string =>
  name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ');
