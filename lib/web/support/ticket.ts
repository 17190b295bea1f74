import type { TimelineRecord } from '../../data/staff-timeline';

interface About {
  readonly tenantId: string;
  readonly appId: string | null;
  readonly purpose: string;
  readonly result: string;
}

const utc = (at: Date): string => `${at.toISOString().replace('T', ' ').replace('Z', '')} UTC`;

/** An operation as text for a Microsoft support ticket: what Microsoft asks for, and no name of a person. */
export function ticketText(record: TimelineRecord, { tenantId, appId, purpose, result }: About): string {
  const took = record.endedAt ? `, ended ${utc(record.endedAt)}` : ', not ended';
  const lines = [
    `Operation: ${purpose} (try ${record.attempt})`,
    `Result: ${result}`,
    `Time: ${utc(record.intendedAt)}${took}`,
    `Tenant ID: ${tenantId}`,
    ...(appId === null ? [] : [`Application (client) ID: ${appId}`]),
    record.calls.length === 0 ? 'Requests to Microsoft: none' : 'Requests to Microsoft:',
  ];
  return [...lines, ...record.calls.flatMap(callLines)].join('\n');
}

function callLines(call: TimelineRecord['calls'][number], index: number): string[] {
  const status = call.status === null ? 'no answer' : `HTTP ${call.status}`;
  return [
    `${index + 1}. ${call.purpose}: ${status}${call.code === null ? '' : `, ${call.code}`}, ${call.durationMs} ms, ${utc(call.at)}`,
    `   request-id: ${call.requestId ?? 'none received'}`,
    `   client-request-id (correlation ID): ${call.clientRequestId}`,
  ];
}
