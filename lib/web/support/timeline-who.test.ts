import { expect, test } from 'vitest';
import type { ApprovalLink } from '../../domain/approval-link';
import { person } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import { whoDid } from './timeline-who';

const record = stages.consentWait;
const paul = { ...person, oid: '2b0d8b62-4f0a-4b27-8f0a-6a5d3c1e9f70', name: 'Paul Reyes' };
const manu = { oid: '1a2b3c4d-0000-4000-8000-00000000000b', name: 'Manu Manager' };
const link: ApprovalLink = {
  id: 'link',
  tenantId: record.tenantId,
  connectionId: record.id,
  createdAt: record.createdAt,
  createdBy: person,
  expiresAt: record.createdAt,
  openedAt: null,
  approver: paul,
  signedInAt: null,
  setback: null,
  endedAt: null,
  ended: null,
};
const admin = `${person.oid}@${record.tenantId}`;
const colleague = `${paul.oid}@${record.tenantId}`;

test.each([
  [admin, 'plan.accepted', 'customer', person.name],
  [admin, 'approval-link.created', 'customer', person.name],
  [admin, 'approval-link.departed', 'colleague', person.name],
  [colleague, 'consent.returned', 'colleague', paul.name],
  [`5f0a@${record.tenantId}`, 'admin.signed-in', 'customer', null],
  [`staff:${manu.oid}`, 'staff.note', 'staff', manu.name],
  // what the engine did because one of us asked
  [`${manu.oid}@5b1d7f0e-93c4-4c1a-8f62-2a7e60d9c318`, 'deliverCredential', 'staff', manu.name],
  ['staff:7f', 'staff.note', 'staff', '7f'],
  ['platform:9c1d', 'credential.read', 'platform', null],
  ['visitor', 'approval-link.opened', 'colleague', null],
  ['visitor', 'invitation.opened', 'customer', null],
  ['worker', 'deliverCredential', 'portal', null],
  ['sealer', 'proof.recorded', 'portal', null],
])('%s did %s: %s, %s', (actor, action, by, who) => {
  expect(whoDid(actor, action, { record, link, staff: [manu] })).toEqual({ by, who });
});
