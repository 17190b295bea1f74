import type { CaseAnswer } from '@/lib/contract/staff';

/** Plain words for the customer: what they are to do next in the words of their own page, without an id that means nothing to them. */
export function callText({ action, view, row }: Pick<CaseAnswer, 'action' | 'view' | 'row'>): string {
  const steps = view.steps.map((step) => `${step.title}: ${step.state === 'todo' ? 'not started' : step.sentence}`);
  return [
    `${row.organization?.name ?? row.tenantId} (${row.organization?.domain ?? 'domain not read yet'})`,
    `What happened: ${action.happened}`,
    `State of the tenant: ${action.state}`,
    ...(view.problem ? [`Next: ${view.problem.next}`, `Code: ${view.problem.code}`] : []),
    '',
    ...steps,
  ].join('\n');
}
