import type { FileContent } from '../../../helpers/repository.ts';

/** Where what a hostile file does would show. */
export interface Canary {
  /** Every command of a hostile file creates a file in here. */
  readonly directory: string;
  /** A service of the attacker. */
  readonly url: string;
}

/** Files of a pull request, path → content. */
export type Files = Record<string, FileContent>;

/** Every text that must not reach a model begins with this. */
export const canaryWord = 'CANARY-';

/** A command that leaves a trace. */
export const touch = ({ directory }: Canary, name: string): string => `touch ${directory}/${name}`;

/** A value as the text of a file. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
