import { z } from "zod";
import type { ResourceType } from "../../../contracts.ts";
import type { EdgeState } from "../edge-state.ts";
import { stableUuid } from "../names.ts";
import { boolean, seconds } from "./properties.ts";

const Override = boolean;
const security = z.strictObject({
  ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), Override }).optional(),
  ContentTypeOptions: z.strictObject({ Override }).optional(),
  FrameOptions: z.strictObject({ FrameOption: z.enum(["DENY", "SAMEORIGIN"]), Override }).optional(),
  ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), Override }).optional(),
  StrictTransportSecurity: z
    .strictObject({
      AccessControlMaxAgeSec: seconds,
      IncludeSubdomains: boolean.default(false),
      Preload: boolean.default(false),
      Override,
    })
    .optional(),
  XSSProtection: z
    .strictObject({ Protection: boolean, ModeBlock: boolean.default(false), ReportUri: z.string().optional(), Override })
    .optional(),
});

const properties = z.strictObject({
  ResponseHeadersPolicyConfig: z.strictObject({
    Name: z.string(),
    Comment: z.string().optional(),
    SecurityHeadersConfig: security.default({}),
    CustomHeadersConfig: z
      .strictObject({ Items: z.array(z.strictObject({ Header: z.string(), Value: z.string(), Override })) })
      .default({ Items: [] }),
    RemoveHeadersConfig: z.strictObject({ Items: z.array(z.strictObject({ Header: z.string() })) }).default({ Items: [] }),
  }),
});

/** AWS::CloudFront::ResponseHeadersPolicy. `Ref` is its id. */
export function responseHeadersPolicyType(state: EdgeState): ResourceType<z.infer<typeof properties>> {
  return {
    type: "AWS::CloudFront::ResponseHeadersPolicy",
    properties,
    apply({ logicalId, properties: { ResponseHeadersPolicyConfig: config } }, cloud) {
      const id = stableUuid(cloud.stackName, logicalId);
      const custom = config.CustomHeadersConfig.Items.map(({ Header, Value, Override }) => ({
        name: Header.toLowerCase(),
        value: Value,
        override: Override,
      }));
      state.responseHeadersPolicies.set(id, {
        id,
        name: config.Name,
        add: [...securityHeaders(config.SecurityHeadersConfig), ...custom],
        remove: config.RemoveHeadersConfig.Items.map(({ Header }) => Header.toLowerCase()),
      });
      return { ref: id, attributes: { Id: id, LastModifiedTime: new Date(cloud.clock.now()).toISOString() } };
    },
  };
}

function securityHeaders(config: z.infer<typeof security>): { name: string; value: string; override: boolean }[] {
  const {
    ContentSecurityPolicy: csp,
    ContentTypeOptions: type,
    FrameOptions: frame,
    ReferrerPolicy: referrer,
    StrictTransportSecurity: transport,
    XSSProtection: xss,
  } = config;
  const headers: ([name: string, value: string, config: { Override: boolean }] | undefined)[] = [
    csp && ["content-security-policy", csp.ContentSecurityPolicy, csp],
    type && ["x-content-type-options", "nosniff", type],
    frame && ["x-frame-options", frame.FrameOption, frame],
    referrer && ["referrer-policy", referrer.ReferrerPolicy, referrer],
    transport && ["strict-transport-security", transportSecurity(transport), transport],
    xss && ["x-xss-protection", xssProtection(xss), xss],
  ];
  return headers.filter((one) => one !== undefined).map(([name, value, { Override }]) => ({ name, value, override: Override }));
}

function transportSecurity(config: NonNullable<z.infer<typeof security>["StrictTransportSecurity"]>): string {
  const directives = [`max-age=${config.AccessControlMaxAgeSec}`];
  if (config.IncludeSubdomains) directives.push("includeSubDomains");
  if (config.Preload) directives.push("preload");
  return directives.join("; ");
}

function xssProtection(config: NonNullable<z.infer<typeof security>["XSSProtection"]>): string {
  if (!config.Protection) return "0";
  return ["1", ...(config.ModeBlock ? ["mode=block"] : []), ...(config.ReportUri ? [`report=${config.ReportUri}`] : [])].join(
    "; ",
  );
}
