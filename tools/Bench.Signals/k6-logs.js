// Posts batches of log records as OTLP/JSON, each with a mark of its own; a post that is not answered 200 fails the run.
import http from 'k6/http';
import exec from 'k6/execution';

const batch = Number(__ENV.BATCH);

export const options = { thresholds: { http_req_failed: ['rate==0'] } };

export default function () {
  const from = exec.scenario.iterationInTest * batch;
  const records = [];
  for (let seq = from; seq < from + batch; seq++) {
    records.push({
      timeUnixNano: `${1767225600000 + seq}000000`,
      severityNumber: 9,
      severityText: 'INFO',
      body: { stringValue: `2026-01-01 00:00:00.000 7 INFO nova.compute.manager [-] mark=k6/${seq}/0123456789abcdef instance spawned` },
      attributes: [{ key: 'pid', value: { stringValue: '7' } }, { key: 'component', value: { stringValue: 'nova.compute.manager' } }],
    });
  }
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'nova' } }] };
  http.post(`${__ENV.SINK}v1/logs`, JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ scope: { name: 'bench' }, logRecords: records }] }] }),
    { headers: { 'Content-Type': 'application/json' } });
}
