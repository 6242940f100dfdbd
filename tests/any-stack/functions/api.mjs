/** What the stations and their readers ask. */
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

const { READINGS_BUCKET, STATIONS_TABLE } = process.env;
const s3 = new S3Client({});
const dynamodb = new DynamoDBClient({});

const json = (statusCode, body) => ({ statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const routes = {
  async "PUT /stations/{station}/readings"({ pathParameters, requestContext, body = "", isBase64Encoded }) {
    const Key = `readings/${pathParameters.station}/${requestContext.requestId}.csv`;
    const Body = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
    await s3.send(new PutObjectCommand({ Bucket: READINGS_BUCKET, Key, Body }));
    return json(202, { key: Key });
  },

  async "GET /stations/{station}"({ pathParameters }) {
    const Key = { station: { S: pathParameters.station } };
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: STATIONS_TABLE, Key }));
    return Item ? json(200, JSON.parse(Item.summary.S)) : json(404, { error: "No such station" });
  },

  async "GET /files/{key+}"({ pathParameters }) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: READINGS_BUCKET, Key: pathParameters.key }));
    const headers = { "content-type": "application/octet-stream" };
    return { statusCode: 200, headers, body: await Body.transformToString("base64"), isBase64Encoded: true };
  },
};

export const handler = (event) => routes[event.routeKey]?.(event) ?? { nothing: event.rawPath };
