"""DynamoDB by boto3 with its default settings: conditions, updates, pages, both kinds of clients."""

import os
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from support import client, fails, same

dynamodb = client("dynamodb")
table = boto3.resource("dynamodb", endpoint_url=os.environ["AWS_ENDPOINT_URL"]).Table("talks")

# Every type comes back as it went.
everything = {
    "room": "blue",
    "hour": 1,
    "speaker": "ünï 🎉",
    "empty": "",
    "big": Decimal("12345678901234567890123456789012345678"),
    "small": Decimal("-0.000000000000000000001"),
    "yes": True,
    "nothing": None,
    "words": {"a", "b"},
    "numbers": {1, 2},
    "list": ["x", {"deep": [1]}],
    "map": {"one": {"two": 2}},
}
table.put_item(Item=everything)
same(table.get_item(Key={"room": "blue", "hour": 1})["Item"], everything)
same(dynamodb.get_item(TableName="talks", Key={"room": {"S": "blue"}, "hour": {"N": "1.0"}})["Item"]["hour"], {"N": "1"})

# Conditions of every kind, each as it is and turned round.
key = {"room": "blue", "hour": 1}
for condition in [
    Attr("map").eq({"one": {"two": 2}}),
    Attr("list").contains({"deep": [1]}),
    Attr("words").eq({"b", "a"}),
    Attr("empty").size().eq(0),
    Attr("map.one.two").between(1, 3) & Attr("list[1].deep[0]").is_in([0, 1]),
    Attr("speaker").begins_with("ü") & Attr("speaker").contains("🎉"),
    Attr("big").gt(Decimal("12345678901234567890123456789012345677")),
    Attr("lost").not_exists() & Attr("nothing").exists() & Attr("nothing").attribute_type("NULL"),
    Attr("lost").ne(1) & ~Attr("lost").lt(1),
]:
    table.update_item(Key=key, UpdateExpression="SET seen = if_not_exists(seen, :none) + :one", ConditionExpression=condition,
                      ExpressionAttributeValues={":none": 0, ":one": 1})
    fails("ConditionalCheckFailedException", table.delete_item, Key=key, ConditionExpression=~condition)
same(table.get_item(Key=key)["Item"]["seen"], 9)

# Updates.
updated = table.update_item(
    Key=key,
    UpdateExpression="SET #l[9] = :end, #m.#o.three = :three REMOVE #l[0], nothing ADD numbers :more DELETE words :a",
    ExpressionAttributeNames={"#l": "list", "#m": "map", "#o": "one"},
    ExpressionAttributeValues={":end": "end", ":three": 3, ":more": {3}, ":a": {"a"}},
    ReturnValues="ALL_NEW",
)["Attributes"]
same(updated["list"], [{"deep": [1]}, "end"])
same((updated["map"], updated["numbers"], updated["words"]), ({"one": {"two": 2, "three": 3}}, {1, 2, 3}, {"b"}))
same("nothing" in updated, False)
fails("ValidationException", table.update_item, Key=key, UpdateExpression="SET room = :r", ExpressionAttributeValues={":r": "x"})
fails("ValidationException", table.update_item, Key=key, UpdateExpression="SET lost.inner = :r", ExpressionAttributeValues={":r": "x"})
fails("ValidationException", table.put_item, Item={"room": "", "hour": 1})
fails("ValidationException", table.put_item, Item={"room": "blue", "hour": "1"})
fails("ValidationException", table.put_item, Item={"room": "blue", "hour": 1, "x": "x" * 409600})

# Pages of queries and scans, in both orders; a page may be empty and yet not the last.
with table.batch_writer() as batch:
    for hour in range(60):
        batch.put_item(Item={"room": "green", "hour": hour, "speaker": f"s{hour % 3}"})
pages = dynamodb.get_paginator("query").paginate(
    TableName="talks", KeyConditionExpression="room = :r", FilterExpression="speaker = :s", ScanIndexForward=False,
    ExpressionAttributeValues={":r": {"S": "green"}, ":s": {"S": "s0"}}, PaginationConfig={"PageSize": 7})
found = [int(item["hour"]["N"]) for page in pages for item in page["Items"]]
same(found, list(range(57, -1, -3)))
answer = table.query(KeyConditionExpression=Key("room").eq("green") & Key("hour").between(10, 40), FilterExpression=Attr("speaker").eq("s1"),
                     Limit=8, ProjectionExpression="#h", ExpressionAttributeNames={"#h": "hour"})
same((answer["Count"], answer["ScannedCount"], answer["Items"]), (3, 8, [{"hour": 10}, {"hour": 13}, {"hour": 16}]))
same(answer["LastEvaluatedKey"], {"room": "green", "hour": 17})
same(table.query(IndexName="by-speaker", KeyConditionExpression=Key("speaker").eq("s2"), Select="COUNT")["Count"], 20)
segments = [table.scan(Segment=segment, TotalSegments=3, Select="COUNT", FilterExpression=Attr("room").eq("green"))["Count"] for segment in range(3)]
same(sum(segments), 60)
same(len(dynamodb.batch_get_item(RequestItems={"talks": {"Keys": [{"room": {"S": "green"}, "hour": {"N": str(h)}} for h in range(99, 50, -1)]}})
         ["Responses"]["talks"]), 9)
fails("ValidationException", table.query, KeyConditionExpression=Key("hour").eq(1))
fails("ValidationException", table.query, IndexName="none", KeyConditionExpression=Key("room").eq("x"))
fails("UnknownOperationException", dynamodb.transact_write_items,
      TransactItems=[{"Put": {"TableName": "talks", "Item": {"room": {"S": "x"}, "hour": {"N": "1"}}}}])
fails("ResourceNotFoundException", dynamodb.describe_table, TableName="none")
same(dynamodb.describe_time_to_live(TableName="talks")["TimeToLiveDescription"], {"TimeToLiveStatus": "DISABLED"})
