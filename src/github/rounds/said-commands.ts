import type { GitHubClient, Permission } from '../api/client.ts';
import type { Comment } from '../api/comment.ts';
import { GitHubFailure } from '../api/requests.ts';
import { type Command, readCommands } from './commands.ts';
import { findingKeyOf, isSame, type Marker } from './marker.ts';
import type { Seen } from './memory.ts';

/** A command, and who gave it where. */
export interface SaidCommand extends Command {
  readonly by: string;
  readonly kind: keyof Seen;
  /** The comment's id, which counts up within its kind. */
  readonly number: number;
  /** The comment's node id; null where the server gives none. */
  readonly nodeId: string | null;
  readonly url: string;
  /** Null where it could not be read. */
  readonly permission: Permission | null;
  /** Of a command without an id in an answer to our comment on a finding: what that comment calls it; see `keyOfFinding`. */
  readonly about: string | null;
  /** Somebody changed the comment since, and it need not have been its author. */
  readonly wasEdited: boolean;
}

/** All commands of people in the order in which they were given, and what could not be read. */
export interface SaidCommands {
  readonly commands: readonly SaidCommand[];
  readonly notes: readonly string[];
}

/** Nobody said anything. */
export const nothingSaid: SaidCommands = { commands: [], notes: [] };

/** The three kinds of places where something can be said. */
export type Places = Readonly<Record<keyof Seen, readonly Comment[] | GitHubFailure>>;

const named: Record<keyof Seen, string> = {
  comment: 'Comments',
  inline: 'Inline comments',
  review: 'Reviews',
};

/** More people than these are not asked for. */
const mostPeople = 40;

/**
 * Reads the commands in all that people wrote; of each who gave one it is asked once what he may do. What bots say, we among them, may quote
 * anybody. Trouble is a note, and then what could not be read declines nothing.
 * @param marker of our comments.
 */
export async function collectCommands(
  places: Places,
  client: GitHubClient,
  marker: Marker,
): Promise<SaidCommands> {
  const notes: string[] = [];
  const found: { readonly kind: keyof Seen; readonly comment: Comment; readonly command: Command }[] = [];
  for (const kind of ['comment', 'inline', 'review'] as const) {
    const comments = places[kind];
    if (comments instanceof GitHubFailure) {
      // A server that has no such place has nothing there.
      if (comments.refusal !== 'absent')
        notes.push(
          `${named[kind]} could not be read, so what they decline still counts. ${comments.message}`,
        );
      continue;
    }
    for (const comment of comments)
      if (!comment.author.isApp && !isReport(comment))
        for (const command of readCommands(comment.body)) found.push({ kind, comment, command });
  }
  const edited = await editedReviews(
    found.flatMap(({ kind, comment }) => (kind === 'review' ? [comment] : [])),
    client,
  );
  const answered = await readAnswered(
    found.flatMap(({ comment, command }) => (command.id === null ? (comment.answers ?? []) : [])),
    { places, client, marker },
  );
  const people = found
    .map(({ comment }) => comment)
    .toSorted((a, b) => Number(b.isInsider) - Number(a.isInsider));
  const permissions = await readPermissions([...new Set(people.map(({ author }) => author.login))], client);
  const commands = found
    .toSorted(({ comment: a }, { comment: b }) => a.createdAt.localeCompare(b.createdAt) || a.id - b.id)
    .map(({ kind, comment, command }): SaidCommand => {
      const { author, id, nodeId, url, createdAt, updatedAt } = comment;
      const isChanged = updatedAt !== null && updatedAt !== createdAt;
      return {
        ...command,
        by: author.login,
        kind,
        number: id,
        nodeId,
        url,
        about:
          command.id === null && comment.answers !== null ? (answered.get(comment.answers) ?? null) : null,
        permission: permissions.get(author.login) ?? null,
        wasEdited: isChanged || edited(comment),
      };
    });
  return { commands, notes };
}

/** REST tells of a review's body no time of change. What cannot be known counts as changed. */
async function editedReviews(
  reviews: readonly Comment[],
  client: Pick<GitHubClient, 'readEdits'>,
): Promise<(comment: Comment) => boolean> {
  const ids = [...new Set(reviews.flatMap(({ nodeId }) => nodeId ?? []))];
  if (ids.length === 0) return () => false;
  try {
    const edits = await client.readEdits(ids);
    return ({ nodeId }) => nodeId !== null && (edits.get(nodeId) ?? null) !== null;
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return (comment) => reviews.includes(comment);
  }
}

/**
 * Which findings comments of ours are about, by the comments' ids. Who may write could change such a comment so that it names another
 * finding: one that anybody but us edited, or of which that cannot be known, is about none.
 */
async function readAnswered(
  ids: readonly number[],
  {
    places,
    client,
    marker,
  }: { readonly places: Places; readonly client: GitHubClient; readonly marker: Marker },
): Promise<ReadonlyMap<number, string>> {
  const inline = places.inline instanceof GitHubFailure ? [] : places.inline;
  const first = inline.filter(
    ({ id, body }) => ids.includes(id) && body.startsWith(marker.replace(' -->', ' ')),
  );
  if (first.length === 0) return new Map();
  try {
    const viewer = await client.readViewer();
    const own = first.filter(({ author }) => isSame(author, viewer));
    const edits = await client.readEdits(own.flatMap(({ nodeId }) => nodeId ?? []));
    return new Map(
      own.flatMap(({ id, nodeId, body }) => {
        const edit = nodeId === null ? undefined : edits.get(nodeId);
        const isUntouched = edit === null || (edit?.editor != null && isSame(edit.editor, viewer));
        const key = findingKeyOf(body);
        return isUntouched && key !== null ? [[id, key] as const] : [];
      }),
    );
  } catch (error) {
    if (error instanceof GitHubFailure) return new Map();
    throw error;
  }
}

async function readPermissions(
  logins: readonly string[],
  client: Pick<GitHubClient, 'readPermission'>,
): Promise<ReadonlyMap<string, Permission>> {
  const read = logins.slice(0, mostPeople).map(async (login) => {
    try {
      return [[login, await client.readPermission(login)] as const];
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      // GitHub does not know a stranger as a collaborator.
      return error.refusal === 'absent' ? [[login, 'none'] as const] : [];
    }
  });
  return new Map((await Promise.all(read)).flat());
}

/** Our own report, where our token is a person's: it may quote anybody. */
const isReport = ({ body }: Comment): boolean => body.startsWith('<!-- deep-review ');
