// A CloudFront Function (cloudfront-js-2.0), run at every request for a page: a folder is its index.html,
// and a page asked for without its closing slash is sent to the one address it has.

// The query as the reader wrote it: CloudFront parses it into {name: {value, multiValue?: [{value}]}}
// and decodes nothing.
function queryOf(querystring) {
  const pairs = [];
  Object.keys(querystring || {}).forEach((name) => {
    const values = querystring[name].multiValue || [querystring[name]];
    values.forEach((one) => {
      pairs.push(name.concat("=", one.value));
    });
  });
  return pairs.length > 0 ? "?".concat(pairs.join("&")) : "";
}

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (uri.endsWith("/")) {
    request.uri = uri.concat("index.html");
    return request;
  }
  const lastSegment = uri.slice(uri.lastIndexOf("/") + 1);
  if (lastSegment.includes(".")) return request;
  // Leading slashes are folded into one: "//host" in Location would send the reader to another site.
  const page = uri.replace(/^[/\\]+/, "");
  const path = page === "" ? "/" : "/".concat(page, "/");
  return {
    statusCode: 301,
    statusDescription: "Moved Permanently",
    headers: { location: { value: path.concat(queryOf(request.querystring)) } },
  };
}
