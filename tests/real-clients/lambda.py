import base64
import json

from support import client, fails, same

functions = client("lambda")

answer = functions.invoke(FunctionName="echo", Payload=json.dumps({"a": [1, None, "ü"]}), LogType="Tail")
same(json.loads(answer["Payload"].read()), {"a": [1, None, "ü"]})
assert "REPORT RequestId: " + answer["ResponseMetadata"]["RequestId"] in base64.b64decode(answer["LogResult"]).decode()

answer = functions.invoke(FunctionName="echo", Payload=b'{"fail": true}')
same(answer["FunctionError"], "Unhandled")
same(json.loads(answer["Payload"].read())["errorType"], "RangeError")

same(functions.invoke(FunctionName="echo", InvocationType="Event")["StatusCode"], 202)
same(functions.invoke(FunctionName="echo", InvocationType="DryRun")["StatusCode"], 204)

pages = functions.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 1})
same([function["FunctionName"] for page in pages for function in page["Functions"]], ["echo", "measure"])
same(functions.get_function(FunctionName="echo")["Configuration"]["MemorySize"], 192)
same(functions.get_function_configuration(FunctionName="echo")["Handler"], "index.handler")
fails("ResourceNotFoundException", functions.get_function, FunctionName="absent")
fails("ResourceNotFoundException", functions.invoke, FunctionName="absent")
fails("InvalidRequestContentException", functions.invoke, FunctionName="echo", Payload=b"{")
