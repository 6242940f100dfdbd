/** The files of a talk in the buckets. */
import { DeleteObjectsCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { postKey, talkKey } from "../../liveblogger/data/keys.ts";
import type { TalkItem } from "../../liveblogger/data/talk-item.ts";
import { MARKDOWN } from "../../liveblogger/rules/post.ts";
import type { Stack } from "../stack/with-stack.ts";
import { talkFile } from "./plan.ts";

/** Stores the recogniser's index. Its key holds its content's hash, so it may be there already. */
export async function putIndex({ s3, buckets }: Stack, key: string, index: Uint8Array): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: buckets.decks, Key: key, Body: index, ContentType: "application/octet-stream" }));
}

/** An entry's file among the raw pages; undefined when there is none. */
export async function readPage({ s3, buckets }: Stack, talk: string, entry: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: buckets.posts, Key: postKey(talk, entry) }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

export async function putPage({ s3, buckets }: Stack, talk: string, entry: string, page: string): Promise<void> {
  const { contentType: ContentType, cacheControl: CacheControl } = MARKDOWN;
  const Key = postKey(talk, entry);
  await s3.send(new PutObjectCommand({ Bucket: buckets.posts, Key, Body: page, ContentType, CacheControl }));
}

/** Writes the talk's file among the raw pages: the next build makes its page of it. */
export async function putTalkFile({ s3, buckets }: Stack, talk: TalkItem): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: buckets.posts,
      Key: talkKey(talk.talk),
      Body: talkFile(talk),
      ContentType: "application/json",
      CacheControl: "no-cache",
    }),
  );
}

/** Removes the talk's raw pages and pictures, but not its own file. */
export async function removePages({ s3, buckets }: Stack, talk: string): Promise<void> {
  const Bucket = buckets.posts;
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix: `${talk}/` })) {
    const Objects = Contents.flatMap(({ Key }) => (Key && Key !== talkKey(talk) ? [{ Key }] : []));
    if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
  }
}
