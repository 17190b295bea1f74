import type { Evidence } from '../../contract/staff';
import type { TimelineRecord } from '../../data/staff-timeline';

interface About {
  readonly tenantId: string;
  readonly appId: string | null;
  readonly purpose: string;
  readonly result: string;
  readonly evidence: readonly Evidence[];
}

const utc = (at: Date): string => `${at.toISOString().replace('T', ' ').replace('Z', '')} UTC`;

/** An operation as text for a Microsoft support ticket: what Microsoft asks for, and no name of a person. */
export function ticketText(record: TimelineRecord, about: About): string {
  const took = record.endedAt ? `, ended ${utc(record.endedAt)}` : ', not ended';
  const lines = [
    `Operation: ${about.purpose} (try ${record.attempt})`,
    `Result: ${about.result}`,
    `Time: ${utc(record.intendedAt)}${took}`,
    ...whereLines(about),
    ...evidenceLines(about),
    record.calls.length === 0 ? 'Requests to Microsoft: none' : 'Requests to Microsoft:',
  ];
  return [...lines, ...record.calls.flatMap(callLines)].join('\n');
}

/** The same of what was no operation of ours: somebody came back from Microsoft's page, or a problem is recorded. */
export function deedTicket(about: About & { readonly at: Date }): string {
  const { purpose, result, at } = about;
  return [
    `Event: ${purpose}`,
    ...(result === '' ? [] : [`Result: ${result}`]),
    `Time: ${utc(at)}`,
    ...whereLines(about),
    ...evidenceLines(about),
  ].join('\n');
}

const whereLines = ({ tenantId, appId }: About): string[] => [
  `Tenant ID: ${tenantId}`,
  ...(appId === null ? [] : [`Application (client) ID: ${appId}`]),
];

const evidenceLines = ({ evidence }: About): string[] => evidence.map(({ label, value }) => `${label}: ${value}`);

function callLines(call: TimelineRecord['calls'][number], index: number): string[] {
  const status = call.status === null ? 'no answer' : `HTTP ${call.status}`;
  return [
    `${index + 1}. ${call.purpose}: ${status}${call.code === null ? '' : `, ${call.code}`}, ${call.durationMs} ms, ${utc(call.at)}`,
    `   request-id: ${call.requestId ?? 'none received'}`,
    `   client-request-id (correlation ID): ${call.clientRequestId}`,
  ];
}
