"""S3 by boto3 with its default settings: conditions, ranges, checksums, odd keys, listings, presigned addresses."""

import base64
import hashlib
import io
import time
import urllib.error
import urllib.request
import zlib

from support import client, fails, same

s3 = client("s3")
newer = hasattr(s3.meta.config, "request_checksum_calculation")

# Odd keys: each is put, listed, read, copied and deleted under the very same name.
odd = [
    "spaces in it",
    " leading and trailing ",
    "plus+plus",
    "percent%41%",
    "/leading/slash",
    "//two//of//them/",
    "./dots/../in/it/..",
    "ünïcödé-日本語-🎉",
    "quotes'\"<>&amp;",
    "#hash?query=1&b=2",
    "~tilde!(*)'$,;:@=[]{}|\\^`",
    "trailing/",
    "tab\tnewline\ncarriage\r",
    "\u0001control",
    "x" * 1024,
    "ä" * 512,
]
for key in odd:
    s3.put_object(Bucket="copies", Key=key, Body=key.encode())
listed = s3.list_objects_v2(Bucket="copies")["Contents"]
same([entry["Key"] for entry in listed], sorted(odd, key=str.encode))
same([entry["Key"] for entry in s3.list_objects(Bucket="copies")["Contents"]], sorted(odd, key=str.encode))
for key in odd:
    same(s3.get_object(Bucket="copies", Key=key)["Body"].read(), key.encode())
    same(s3.head_object(Bucket="copies", Key=key)["ContentLength"], len(key.encode()))
    s3.copy_object(Bucket="things", Key=key, CopySource={"Bucket": "copies", "Key": key})
    same(s3.get_object(Bucket="things", Key=key)["Body"].read(), key.encode())
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "copies", "Key": key})
    same(urllib.request.urlopen(url).read(), key.encode())
    s3.delete_object(Bucket="things", Key=key)
fails("KeyTooLongError", s3.put_object, Bucket="copies", Key="x" * 1025, Body=b"")
# S3 answers this one in a reference that XML 1.0 does not have, which boto3 can't read: it goes by itself.
s3.delete_object(Bucket="copies", Key="\u0001control")
odd.remove("\u0001control")
deleted = s3.delete_objects(Bucket="copies", Delete={"Objects": [{"Key": key} for key in odd] + [{"Key": "never was"}]})
same(sorted(entry["Key"] for entry in deleted["Deleted"]), sorted([*odd, "never was"]))
same(s3.list_objects_v2(Bucket="copies")["KeyCount"], 0)

# Conditions.
etag = s3.put_object(Bucket="copies", Key="c", Body=b"0123456789", ContentType="text/plain", Metadata={"a": "b"})["ETag"]
same(etag, f'"{hashlib.md5(b"0123456789").hexdigest()}"')
fails("304", s3.get_object, Bucket="copies", Key="c", IfNoneMatch=etag)
fails("PreconditionFailed", s3.get_object, Bucket="copies", Key="c", IfMatch='"other"')
fails("412", s3.head_object, Bucket="copies", Key="c", IfMatch='"other"')
same(s3.get_object(Bucket="copies", Key="c", IfMatch=etag)["Body"].read(), b"0123456789")
fails("NoSuchKey", s3.get_object, Bucket="copies", Key="none")
fails("404", s3.head_object, Bucket="copies", Key="none")
if newer:
    fails("PreconditionFailed", s3.put_object, Bucket="copies", Key="c", Body=b"x", IfNoneMatch="*")
    fails("PreconditionFailed", s3.put_object, Bucket="copies", Key="c", Body=b"x", IfMatch='"other"')
    fails("NoSuchKey", s3.put_object, Bucket="copies", Key="none", Body=b"x", IfMatch=etag)
    s3.put_object(Bucket="copies", Key="c", Body=b"0123456789", ContentType="text/plain", IfMatch=etag)

# Ranges.
for asked, status, got, shown in [
    ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
    ("bytes=7-", 206, b"789", "bytes 7-9/10"),
    ("bytes=-3", 206, b"789", "bytes 7-9/10"),
    ("bytes=0-99", 206, b"0123456789", "bytes 0-9/10"),
    ("bytes=4-2", 200, b"0123456789", None),
]:
    answer = s3.get_object(Bucket="copies", Key="c", Range=asked)
    same((answer["ResponseMetadata"]["HTTPStatusCode"], answer["Body"].read(), answer.get("ContentRange")), (status, got, shown))
fails("InvalidRange", s3.get_object, Bucket="copies", Key="c", Range="bytes=10-")
same(s3.head_object(Bucket="copies", Key="c", Range="bytes=2-4")["ContentLength"], 3)

# Checksums: asked for, given, and given wrong.
body = b"checked"
crc = base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode()
sha256 = base64.b64encode(hashlib.sha256(body).digest()).decode()
for algorithm, expected in [("CRC32", crc), ("SHA256", sha256), ("SHA1", base64.b64encode(hashlib.sha1(body).digest()).decode())]:
    put = s3.put_object(Bucket="copies", Key="checked", Body=body, ChecksumAlgorithm=algorithm)
    same(put[f"Checksum{algorithm}"], expected)
    got = s3.get_object(Bucket="copies", Key="checked", ChecksumMode="ENABLED")
    same((got["Body"].read(), got[f"Checksum{algorithm}"]), (body, expected))
streamed = s3.put_object(Bucket="copies", Key="streamed", Body=io.BytesIO(body * 100000), ChecksumAlgorithm="SHA256")
same(streamed["ETag"], f'"{hashlib.md5(body * 100000).hexdigest()}"')
fails("BadDigest", s3.put_object, Bucket="copies", Key="checked", Body=body, ChecksumSHA256=base64.b64encode(bytes(32)).decode())
fails("BadDigest", s3.put_object, Bucket="copies", Key="checked", Body=body, ContentMD5=base64.b64encode(bytes(16)).decode())
fails("InvalidDigest", s3.put_object, Bucket="copies", Key="checked", Body=body, ContentMD5="nonsense")

# Headers that stay with an object, and those put in their place.
s3.put_object(
    Bucket="copies",
    Key="headers",
    Body=b"",
    CacheControl="max-age=60",
    ContentDisposition="attachment",
    ContentEncoding="gzip",
    ContentLanguage="de",
    ContentType="text/html; charset=utf-8",
    Metadata={"one": "1", "two": "with spaces"},
)
head = s3.head_object(Bucket="copies", Key="headers")
same(
    [head[name] for name in ("CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "Metadata")],
    ["max-age=60", "attachment", "gzip", "de", "text/html; charset=utf-8", {"one": "1", "two": "with spaces"}],
)
same(s3.get_object(Bucket="copies", Key="headers", ResponseContentType="text/css")["ContentType"], "text/css")
s3.copy_object(Bucket="copies", Key="headers", CopySource="copies/headers", MetadataDirective="REPLACE", ContentType="text/plain")
same(s3.head_object(Bucket="copies", Key="headers")["Metadata"], {})
fails("InvalidRequest", s3.copy_object, Bucket="copies", Key="headers", CopySource="copies/headers")

# Listings: pages, delimiters, both versions.
names = [f"list/{folder}/{number}" for folder in "abc" for number in range(4)] + ["list/z"]
for name in names:
    s3.put_object(Bucket="things", Key=name, Body=b"")
for operation in ("list_objects_v2", "list_objects"):
    pages = s3.get_paginator(operation).paginate(Bucket="things", Prefix="list/", PaginationConfig={"PageSize": 3})
    same([entry["Key"] for page in pages for entry in page["Contents"]], names)
    pages = list(s3.get_paginator(operation).paginate(Bucket="things", Prefix="list/", Delimiter="/", PaginationConfig={"PageSize": 2}))
    same([prefix["Prefix"] for page in pages for prefix in page.get("CommonPrefixes", [])], ["list/a/", "list/b/", "list/c/"])
    same([entry["Key"] for page in pages for entry in page.get("Contents", [])], ["list/z"])
same(s3.list_objects_v2(Bucket="things", Prefix="list/", StartAfter="list/c/2")["KeyCount"], 2)
same(s3.list_objects_v2(Bucket="things", Prefix="list/", MaxKeys=0)["KeyCount"], 0)
same(s3.list_objects_v2(Bucket="things", Prefix="list/z", FetchOwner=True)["Contents"][0]["Owner"]["ID"], "000000000000")
fails("InvalidArgument", s3.list_objects_v2, Bucket="things", ContinuationToken="nonsense")

# Multipart.
upload = s3.create_multipart_upload(Bucket="things", Key="parts", ContentType="text/plain")["UploadId"]
first, second = bytes(5 * 1024 * 1024), b"the end"
etags = [
    s3.upload_part(Bucket="things", Key="parts", UploadId=upload, PartNumber=number, Body=body)["ETag"]
    for number, body in [(1, first), (2, second)]
]
listed = s3.list_parts(Bucket="things", Key="parts", UploadId=upload, MaxParts=1)
same((listed["IsTruncated"], listed["NextPartNumberMarker"], listed["Parts"][0]["Size"]), (True, 1, len(first)))
fails("InvalidPart", s3.complete_multipart_upload, Bucket="things", Key="parts", UploadId=upload,
      MultipartUpload={"Parts": [{"PartNumber": 3, "ETag": etags[0]}]})
fails("InvalidPartOrder", s3.complete_multipart_upload, Bucket="things", Key="parts", UploadId=upload,
      MultipartUpload={"Parts": [{"PartNumber": 2, "ETag": etags[1]}, {"PartNumber": 1, "ETag": etags[0]}]})
fails("MalformedXML", s3.complete_multipart_upload, Bucket="things", Key="parts", UploadId=upload)
s3.complete_multipart_upload(Bucket="things", Key="parts", UploadId=upload,
                             MultipartUpload={"Parts": [{"PartNumber": n + 1, "ETag": tag} for n, tag in enumerate(etags)]})
same(s3.get_object(Bucket="things", Key="parts", Range=f"bytes={len(first)}-")["Body"].read(), second)
part = s3.get_object(Bucket="things", Key="parts", PartNumber=2)
same((part["Body"].read(), part["PartsCount"], part["ResponseMetadata"]["HTTPStatusCode"]), (second, 2, 206))
same(s3.head_object(Bucket="things", Key="parts", PartNumber=1)["ContentLength"], len(first))
same(s3.head_object(Bucket="things", Key="parts")["ETag"][-3:], '-2"')
copied = s3.create_multipart_upload(Bucket="copies", Key="parts")["UploadId"]
etag = s3.upload_part_copy(Bucket="copies", Key="parts", UploadId=copied, PartNumber=1,
                           CopySource="things/parts", CopySourceRange=f"bytes={len(first)}-{len(first) + 2}")["CopyPartResult"]["ETag"]
s3.complete_multipart_upload(Bucket="copies", Key="parts", UploadId=copied, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": etag}]})
same(s3.get_object(Bucket="copies", Key="parts")["Body"].read(), b"the")
big = bytes(range(256)) * 4 * 9000
s3.upload_fileobj(io.BytesIO(big), "things", "big")
back = io.BytesIO()
s3.download_fileobj("things", "big", back)
same(hashlib.sha256(back.getvalue()).hexdigest(), hashlib.sha256(big).hexdigest())

# Presigned addresses, to read, to write, in time and too late.
def status(url, **options):
    try:
        return urllib.request.urlopen(urllib.request.Request(url, **options)).status
    except urllib.error.HTTPError as error:
        return error.code


put = s3.generate_presigned_url("put_object", Params={"Bucket": "things", "Key": "presigned", "ContentType": "text/css"})
same(status(put, method="PUT", data=b"by address", headers={"content-type": "text/css"}), 200)
same(s3.get_object(Bucket="things", Key="presigned")["ContentType"], "text/css")
same(status(put, method="GET"), 403)
late = s3.generate_presigned_url("get_object", Params={"Bucket": "things", "Key": "presigned"}, ExpiresIn=1)
same(status(late), 200)
time.sleep(2.1)
same(status(late), 403)
same(status(s3.meta.endpoint_url + "/things/presigned"), 403)

for bucket in ("things", "copies"):
    for entry in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
        s3.delete_object(Bucket=bucket, Key=entry["Key"])
