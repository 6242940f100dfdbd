/** Gives serverless.yml the source text of the CloudFront Functions in edge/ (which may not hold "${": the framework would resolve it). */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const source = (name) => () => readFileSync(join(__dirname, "edge", `${name}.js`), "utf8");

module.exports = { page: source("page"), media: source("media") };
