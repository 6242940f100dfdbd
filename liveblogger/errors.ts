/**
 * What can go wrong in the live blogger besides `src/errors.ts` and the recognisers' own errors, by name:
 * Step Functions matches `Retry` and `Catch` on `name`, so a name, once deployed, is a contract with live-blogger.asl.yml.
 */
abstract class LiveBloggerError extends Error {
  abstract override readonly name: string;
}

/** No such talk has been published. */
export class TalkUnknown extends LiveBloggerError {
  override readonly name = "TalkUnknown";
  constructor(talk: string) {
    super(`There is no talk ${talk}: publish it with \`lectern talk publish\`.`);
  }
}

/** The photograph is not in its bucket: it has expired. */
export class PhotoGone extends LiveBloggerError {
  override readonly name = "PhotoGone";
  constructor(key: string) {
    super(`The photograph ${key} is not there any more: photographs are kept for some days only.`);
  }
}

/** The index of the talk's deck is not in its bucket. */
export class DeckMissing extends LiveBloggerError {
  override readonly name = "DeckMissing";
  constructor(key: string) {
    super(`The deck's index ${key} is not there: publish the talk again.`);
  }
}
