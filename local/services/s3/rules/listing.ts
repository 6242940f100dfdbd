/** What a listing shows of a bucket's keys: prefix, delimiter, where it starts, how much it may hold. */

/** Keys in UTF-8 order that can be entered anywhere. */
export interface OrderedKeys {
  at(index: number): string | undefined;
  firstNotBefore(key: string): number;
}

/** Where a listing starts: after a key, or after every key of a common prefix. */
export type ListingStart = { readonly afterKey: string } | { readonly afterPrefix: string };

export interface ListingRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly start?: ListingStart | undefined;
  readonly maxKeys: number;
}

export interface Listing {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page starts; absent when this is the last. */
  readonly next?: ListingStart;
}

/** One page; a common prefix counts as one entry, as S3 counts it. */
export function listPage(ordered: OrderedKeys, { prefix, delimiter, start, maxKeys }: ListingRequest): Listing {
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  if (maxKeys === 0) return { keys, commonPrefixes };

  let last: ListingStart | undefined;
  let index = firstIndex(ordered, prefix, start);
  for (let key = ordered.at(index); key?.startsWith(prefix); key = ordered.at(index)) {
    if (last !== undefined && keys.length + commonPrefixes.length === maxKeys) return { keys, commonPrefixes, next: last };
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    if (end === -1) {
      keys.push(key);
      last = { afterKey: key };
      index++;
    } else {
      const common = key.slice(0, end + delimiter.length);
      commonPrefixes.push(common);
      last = { afterPrefix: common };
      index = afterPrefix(ordered, common, index);
    }
  }
  return { keys, commonPrefixes };
}

function firstIndex(ordered: OrderedKeys, prefix: string, start: ListingStart | undefined): number {
  const first = ordered.firstNotBefore(prefix);
  if (start === undefined) return first;
  if ("afterPrefix" in start)
    return Math.max(first, afterPrefix(ordered, start.afterPrefix, ordered.firstNotBefore(start.afterPrefix)));
  const index = ordered.firstNotBefore(start.afterKey);
  return Math.max(first, ordered.at(index) === start.afterKey ? index + 1 : index);
}

/** The index of the first key at or after `index` that does not start with `prefix`. */
function afterPrefix(ordered: OrderedKeys, prefix: string, index: number): number {
  let next = index;
  while (ordered.at(next)?.startsWith(prefix)) next++;
  return next;
}
