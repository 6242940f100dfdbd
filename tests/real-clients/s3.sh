# What `aws s3` does by itself with its default settings, and the parts of `aws s3api` that look behind it.
printf 'hello\n' >hello.txt
head -c 20000000 /dev/urandom >large.bin
mkdir -p tree/a/b tree/.hidden
printf 1 >"tree/a/one.txt"
printf 2 >"tree/a/b/two spaces.html"
printf 3 >"tree/.hidden/drei+ü%41&=#?.css"
printf 4 >"tree/four.json"

same() { cmp "$1" "$2" && echo same; }

expect "the buckets" "*copies*things*" aws s3 ls
expect "where a bucket is" "None" aws s3api get-bucket-location --bucket things --query LocationConstraint --output text
expect "that a bucket is there" "*" aws s3api head-bucket --bucket things
expect_error "that none is" "Not Found" aws s3api head-bucket --bucket no-such-bucket
expect_error "no such bucket" "NoSuchBucket" aws s3 ls s3://no-such-bucket

# cp: small, streamed, large (which the CLI splits into parts), and from bucket to bucket (UploadPartCopy).
expect "cp up" "*upload:*" aws s3 cp --no-progress hello.txt s3://things/hello.txt
expect "cp down to stdout" "hello" aws s3 cp s3://things/hello.txt -
expect "cp from stdin" "*" bash -c "cat hello.txt | '$AWS_CLI' --endpoint-url '$AWS_ENDPOINT_URL' s3 cp - s3://things/from-stdin"
expect "cp a large file" "*upload:*" aws s3 cp --no-progress --metadata kind=noise large.bin s3://things/large.bin
expect "its ETag tells its parts" '"*-3"' aws s3api head-object --bucket things --key large.bin --query ETag --output text
expect "cp it down" "*download:*" aws s3 cp --no-progress s3://things/large.bin back.bin
expect "and it is the same" "same" same large.bin back.bin
expect "cp it from bucket to bucket" "*copy:*" aws s3 cp --no-progress s3://things/large.bin s3://copies/large.bin
expect "with its metadata" "noise" aws s3api head-object --bucket copies --key large.bin --query Metadata.kind --output text
expect "mv" "*move:*" aws s3 mv --no-progress s3://copies/large.bin s3://copies/moved.bin
expect "mv down" "*move:*" aws s3 mv --no-progress s3://copies/moved.bin moved.bin
expect "and it is the same after all that" "same" same large.bin moved.bin
expect_error "what is not there" "404" aws s3 cp s3://things/none .

# sync both ways, with names that need care.
expect "sync up" "*upload:*" aws s3 sync --no-progress tree s3://things/tree/
expect "sync again does nothing" "" aws s3 sync --no-progress tree s3://things/tree/
expect "sync down" "*download:*" aws s3 sync --no-progress s3://things/tree/ down
expect "the trees are alike" "" diff -r tree down
rm tree/four.json
expect "sync --delete" "delete: s3://things/tree/four.json" aws s3 sync --no-progress --delete tree s3://things/tree/
expect "sync between buckets" "*copy:*" aws s3 sync --no-progress s3://things/tree/ s3://copies/tree/
expect "ls of a folder" "*PRE .hidden/*PRE a/*" aws s3 ls s3://things/tree/
expect "ls --recursive --summarize" "*drei+ü%41&=#?.css*two spaces.html*Total Objects: 3*" aws s3 ls --recursive --summarize s3://copies/
expect "the type by its ending" "text/html" aws s3api head-object --bucket copies --key "tree/a/b/two spaces.html" --query ContentType --output text

# presign
url=$(aws s3 presign s3://things/hello.txt --expires-in 60)
expect "a presigned address" "hello" curl -sf "$url"
expect "a changed one is refused" "*SignatureDoesNotMatch*403" curl -s -w '%{http_code}' "${url/hello.txt/large.bin}"
url=$(aws s3 presign s3://things/hello.txt --expires-in 1)
sleep 2.1
expect "an expired one is refused" "*AccessDenied*Request has expired*403" curl -s -w '%{http_code}' "$url"

# multipart by hand: list, abort, list.
upload=$(aws s3api create-multipart-upload --bucket things --key by-hand --query UploadId --output text)
expect "a part" '"*"' aws s3api upload-part --bucket things --key by-hand --upload-id "$upload" --part-number 7 --body hello.txt --query ETag --output text
expect "its parts" "7	6" aws s3api list-parts --bucket things --key by-hand --upload-id "$upload" --query 'Parts[].[PartNumber,Size]' --output text
expect "the uploads under way" "by-hand" aws s3api list-multipart-uploads --bucket things --query 'Uploads[].Key' --output text
expect "abort" "" aws s3api abort-multipart-upload --bucket things --key by-hand --upload-id "$upload"
expect "nothing is left of it" "None" aws s3api list-multipart-uploads --bucket things --query 'Uploads[].Key' --output text
expect_error "nor are its parts" "NoSuchUpload" aws s3api list-parts --bucket things --key by-hand --upload-id "$upload"

# rm
expect "rm" "delete: s3://things/hello.txt" aws s3 rm s3://things/hello.txt
expect "rm --recursive" "*delete: s3://copies/tree/a/one.txt*" aws s3 rm --recursive s3://copies/
expect_error "nothing is left to list" "" aws s3 ls s3://copies/tree/
expect_error "buckets are the template's" "NotImplemented" aws s3 mb s3://another
expect_error "what is not run is named" "NotImplemented" aws s3api get-bucket-website --bucket things

expect_python s3.py
