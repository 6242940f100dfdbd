/**
 * The hooks that make a push durable. git runs `pre-receive` before any reference moves and
 * `post-receive` after, both before it answers the client; both leave `<old> <new> <reference>` lines
 * in PUSH_JOURNAL. A push whose `post-receive` never ran (the machine died in between) is still known
 * by its `.pending` file. rename(2), after the bytes are on disk, makes each file whole or absent; then its name is on disk too.
 */

/** What the hooks find in their environment. */
export interface HookEnvironment {
  readonly [name: string]: string;
  /** The folder of push records. */
  readonly PUSH_JOURNAL: string;
  /** The push's own id. */
  readonly PUSH_ID: string;
}

const PRE_RECEIVE = `#!/bin/sh
set -e
if [ -z "$PUSH_ID" ]; then
  echo "Push to this repository through its clone URL: a push to its folder would start no trigger." >&2
  exit 1
fi
cat > "$PUSH_JOURNAL/$PUSH_ID.tmp"
sync "$PUSH_JOURNAL/$PUSH_ID.tmp" 2>/dev/null || sync
mv "$PUSH_JOURNAL/$PUSH_ID.tmp" "$PUSH_JOURNAL/$PUSH_ID.pending"
sync "$PUSH_JOURNAL" 2>/dev/null || sync
`;

/** The first branch that is ever pushed becomes the default branch, as with CodeCommit. */
const POST_RECEIVE = `#!/bin/sh
set -e
cat > "$PUSH_JOURNAL/$PUSH_ID.tmp"
if ! git rev-parse --verify --quiet HEAD > /dev/null; then
  while read -r old new reference; do
    case "$reference" in
      refs/heads/*) git symbolic-ref HEAD "$reference"; break ;;
    esac
  done < "$PUSH_JOURNAL/$PUSH_ID.tmp"
fi
sync "$PUSH_JOURNAL/$PUSH_ID.tmp" 2>/dev/null || sync
mv "$PUSH_JOURNAL/$PUSH_ID.tmp" "$PUSH_JOURNAL/$PUSH_ID.push"
sync "$PUSH_JOURNAL" 2>/dev/null || sync
`;

export const HOOKS = { "pre-receive": PRE_RECEIVE, "post-receive": POST_RECEIVE } as const;
