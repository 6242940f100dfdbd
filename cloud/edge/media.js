// A CloudFront Function (cloudfront-js-2.0): /media/<key> is <key> in the posts bucket.
function handler(event) {
  const request = event.request;
  request.uri = request.uri.slice("/media".length);
  return request;
}
