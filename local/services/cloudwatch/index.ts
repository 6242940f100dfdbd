/** CloudWatch's metrics: see README.md. */
import type { Cloud, MetricsPort, Service } from "../../contracts.ts";
import { getMetricData } from "./operations/get-metric-data.ts";
import { getMetricStatistics } from "./operations/get-metric-statistics.ts";
import { listMetrics } from "./operations/list-metrics.ts";
import { putMetricData } from "./operations/put-metric-data.ts";
import { createPort } from "./record.ts";
import { MetricStore } from "./store/metric-store.ts";

export function createCloudWatch(cloud: Cloud): Service & { port: MetricsPort } {
  const store = new MetricStore(cloud.stateFolder("cloudwatch"), cloud.clock.now() / 1000);
  return {
    signingName: "monitoring",
    wire: {
      protocol: "query",
      also: "json-1.0",
      xmlNamespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
      operations: {
        GetMetricData: getMetricData(store),
        GetMetricStatistics: getMetricStatistics(store),
        ListMetrics: listMetrics(store),
        PutMetricData: putMetricData(store),
      },
    },
    resourceTypes: [],
    port: createPort(cloud, store),
  };
}
