/** A talk with a small deck of its own, published as `lectern talk publish` leaves it, and a camera that photographs it. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Level, takePositive, takeSequence } from "../../../liveblogger/augment/index.ts";
import { indexKey, photoOf } from "../../../liveblogger/data/keys.ts";
import type { SlideItem } from "../../../liveblogger/data/slide-item.ts";
import { type TalkItem, THRESHOLD } from "../../../liveblogger/data/talk-item.ts";
import { type Deck, importDeck, writeIndex } from "../../../liveblogger/deck/index.ts";
import { makeDecks } from "../../../liveblogger/decks-made/decks.ts";
import { renderPage, renderPng } from "../../../liveblogger/decks-made/render.ts";
import { executionOf as nameOfExecution } from "../../../liveblogger/rules/photo-events.ts";
import { tokenHash } from "../../../liveblogger/rules/token.ts";

export interface TestDeck {
  readonly deck: Deck;
  readonly index: Uint8Array;
  /** A photograph of a page, counted from 1; the same seed takes the same one. */
  photograph(page: number, seed: string, level?: Level): Promise<Uint8Array>;
  /** What a camera on a stand photographs of pages in turn. */
  photographs(pages: readonly number[], seed: string): Promise<Uint8Array[]>;
}

/** Draws and imports the first pages of one of the decks of our own. */
export async function drawDeck(style: string, pages: number): Promise<TestDeck> {
  const made = makeDecks().find(({ name }) => name === style);
  if (!made) throw new Error(`there is no deck ${style}`);
  const folder = mkdtempSync(join(tmpdir(), "lectern-deck-"));
  try {
    for (const [i, page] of made.pages.slice(0, pages).entries())
      writeFileSync(join(folder, `${String(i + 1).padStart(3, "0")}.png`), renderPng(made, page));
    const deck = await importDeck(folder);
    const draw = (page: number) => {
      const drawn = made.pages[page - 1];
      if (!drawn) throw new Error(`the deck has no page ${page}`);
      return renderPage(made, drawn);
    };
    return {
      deck,
      index: writeIndex(deck.index),
      async photograph(page, seed, level = "easy") {
        return (await takePositive(draw(page), { set: "report", level, seed })).jpeg;
      },
      async photographs(pages, seed) {
        const taken: Uint8Array[] = [];
        for await (const { jpeg } of takeSequence(pages.map(draw), { set: "report", level: "easy", seed })) taken.push(jpeg);
        return taken;
      },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where a running stack is reached. */
export interface Addresses {
  readonly endpoint: string;
  readonly apiUrl: string;
  /** The stage that its names have; `test` unless said. */
  readonly stage?: string;
}

/** What a camera needs to know. */
export interface Camera {
  readonly apiUrl: string;
  readonly talk: string;
  readonly token: string;
}

export const tableOf = (name: string, stage = "test"): string => `lectern-${stage}-${name}`;
export const bucketOf = (name: string, stage = "test"): string => `lectern-${stage}-${name}-000000000000-us-east-1`;
export const functionOf = (name: string): string => `lectern-test-${name}`;

/** For the constructor of any SDK client. */
export const clientOf = ({ endpoint }: Pick<Addresses, "endpoint">) => ({
  region: "us-east-1",
  endpoint,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

/** Publishes a talk, open, whose slides' notes are `notes of <slide>`. */
export async function publishTalk(
  addresses: Addresses,
  talk: string,
  { deck, index }: TestDeck,
  settings: Partial<TalkItem> = {},
): Promise<Camera> {
  const { stage } = addresses;
  const token = randomBytes(24).toString("base64url");
  const s3 = new S3Client({ ...clientOf(addresses), forcePathStyle: true });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(clientOf(addresses)));
  const Key = indexKey(talk, deck.index.id.slice(0, 12));
  await s3.send(new PutObjectCommand({ Bucket: bucketOf("decks", stage), Key, Body: index }));
  for (const { number, title, text } of deck.pages) {
    const Item: SlideItem = {
      talk,
      slide: number,
      deck: Key,
      title: title || `Slide ${number}`,
      text,
      notes: `notes of ${number}`,
    };
    await documents.send(new PutCommand({ TableName: tableOf("slides", stage), Item }));
  }
  const Item: TalkItem = {
    talk,
    title: `A talk named ${talk}`,
    speaker: "Ada",
    date: "2026-11-28",
    timeZone: "Europe/Berlin",
    threshold: THRESHOLD,
    unknownPhotos: "ignore",
    recogniser: { with: "own" },
    tokenHash: tokenHash(token),
    deck: { key: Key, slides: deck.pages.length },
    status: "open",
    publishedAt: new Date().toISOString(),
    ...settings,
  };
  await documents.send(new PutCommand({ TableName: tableOf("talks", stage), Item }));
  s3.destroy();
  documents.destroy();
  return { apiUrl: addresses.apiUrl, talk, token };
}

/** Uploads a photograph as a camera does. */
export const upload = (
  { apiUrl, talk, token }: Camera,
  photograph: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  fetch(`${apiUrl}/talks/${talk}/photos`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "image/jpeg", ...headers },
    body: photograph as Uint8Array<ArrayBuffer>,
  });

/** Uploads a photograph that has to be taken. Gives its key. */
export async function uploaded(...photograph: Parameters<typeof upload>): Promise<string> {
  const answer = await upload(...photograph);
  const text = await answer.text();
  if (answer.status !== 202) throw new Error(`the upload was answered ${answer.status}: ${text}`);
  return (JSON.parse(text) as { photo: string }).photo;
}

/** The name of the execution that a photograph starts. @param photo its key */
export function executionOf(photo: string): string {
  const name = photoOf(photo);
  if (!name) throw new Error(`${photo} is no photograph's key`);
  return nameOfExecution(name);
}

/** What is looked into of an entry in the feed. */
export interface FeedItem {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly content_html: string;
  readonly date_published: string;
  readonly _lectern: {
    readonly entry: string;
    readonly slide?: number;
    readonly assurance: number;
    readonly returned: readonly string[];
    readonly pictures: { readonly large: { readonly src: string }; readonly small: { readonly src: string } };
  };
}

/** A talk's entries as readers get them, the newest first. */
export async function feedItems(siteUrl: string, talk: string): Promise<readonly FeedItem[]> {
  const answer = await fetch(`${siteUrl}/live/${talk}/feed.json`);
  if (answer.status !== 200) throw new Error(`the feed was answered ${answer.status}`);
  return ((await answer.json()) as { items: FeedItem[] }).items;
}

/** The feed's entries, the oldest first, once there are so many. */
export async function entriesWhen(siteUrl: string, talk: string, count: number, patience = 60_000): Promise<readonly string[]> {
  for (const deadline = Date.now() + patience; ; await delay(100)) {
    const entries = (await feedItems(siteUrl, talk)).map(({ _lectern }) => _lectern.entry).toReversed();
    if (entries.length >= count) return entries;
    if (Date.now() > deadline) throw new Error(`of ${count} entries there are: ${entries.join(", ")}`);
  }
}
