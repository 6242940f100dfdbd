/** A talk with a small deck of its own, published as `lectern talk publish` leaves it, and a camera that photographs it. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { RunningCloud } from "local-cloud";
import { type Level, takePositive } from "../../../liveblogger/augment/index.ts";
import { indexKey } from "../../../liveblogger/data/keys.ts";
import type { SlideItem } from "../../../liveblogger/data/slide-item.ts";
import { type TalkItem, THRESHOLD } from "../../../liveblogger/data/talk-item.ts";
import { type Deck, importDeck, writeIndex } from "../../../liveblogger/deck/index.ts";
import { makeDecks } from "../../../liveblogger/decks-made/decks.ts";
import { renderPage, renderPng } from "../../../liveblogger/decks-made/render.ts";
import { tokenHash } from "../../../liveblogger/rules/token.ts";

const OPERATOR = { accessKeyId: "local", secretAccessKey: "local" };

export interface TestDeck {
  readonly deck: Deck;
  readonly index: Uint8Array;
  /** A photograph of a page, counted from 1; the same seed takes the same one. */
  photograph(page: number, seed: string, level?: Level): Promise<Uint8Array>;
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
    return {
      deck,
      index: writeIndex(deck.index),
      async photograph(page, seed, level = "easy") {
        const drawn = made.pages[page - 1];
        if (!drawn) throw new Error(`the deck has no page ${page}`);
        return (await takePositive(renderPage(made, drawn), { set: "report", level, seed })).jpeg;
      },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a camera needs to know. */
export interface Camera {
  readonly apiUrl: string;
  readonly talk: string;
  readonly token: string;
}

/** The stack's names begin with it. */
const STACK = "lectern-test";

/** Publishes a talk, open, whose slides' notes are `notes of <slide>`. */
export async function publishTalk(
  cloud: RunningCloud,
  talk: string,
  { deck, index }: TestDeck,
  settings: Partial<TalkItem> = {},
): Promise<Camera> {
  const token = randomBytes(24).toString("base64url");
  const client = { region: cloud.cloud.region, endpoint: cloud.endpoint, credentials: OPERATOR };
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(client));
  const bucket = (name: string) => `${STACK}-${name}-${cloud.cloud.accountId}-${cloud.cloud.region}`;
  const Key = indexKey(talk, deck.index.id.slice(0, 12));
  await s3.send(new PutObjectCommand({ Bucket: bucket("decks"), Key, Body: index }));
  for (const { number, title, text } of deck.pages) {
    const Item: SlideItem = { talk, slide: number, title: title || `Slide ${number}`, text, notes: `notes of ${number}` };
    await documents.send(new PutCommand({ TableName: `${STACK}-slides`, Item }));
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
  await documents.send(new PutCommand({ TableName: `${STACK}-talks`, Item }));
  s3.destroy();
  documents.destroy();
  return { apiUrl: cloud.outputs.ApiUrl ?? "", talk, token };
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
