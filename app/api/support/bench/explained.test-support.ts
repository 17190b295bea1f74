import { Prisma } from '@/lib/data/generated/client';
import { asStaff, type Tx } from '@/lib/data/prisma';

/** A step of a plan as the database ran it. */
export interface PlanStep {
  readonly type: string;
  readonly index: string;
  /** What the index was asked. */
  readonly asked: string;
  /** Rows it read, over all of its runs, those put aside among them. */
  readonly read: number;
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}

/** Runs reads of the staff's role, and gives the steps of all their plans. `settings` steer the planner. */
export async function explained(work: (tx: Tx) => Promise<unknown>, settings: readonly string[] = []): Promise<PlanStep[]> {
  const steps: PlanStep[] = [];
  await asStaff(async (tx) => {
    for (const setting of settings) await tx.$executeRawUnsafe(`SET LOCAL ${setting}`);
    const $queryRaw = async (strings: TemplateStringsArray, ...values: unknown[]) => {
      const { text, values: given } = Prisma.sql(strings, ...values);
      const rows = await tx.$queryRawUnsafe<{ 'QUERY PLAN': [{ Plan: Node }] }[]>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, ...given);
      const [plan] = rows[0]?.['QUERY PLAN'] ?? [];
      if (plan) steps.push(...stepsOf(plan.Plan));
      return tx.$queryRaw(strings, ...values);
    };
    await work(new Proxy(tx, { get: (target, name) => (name === '$queryRaw' ? $queryRaw : Reflect.get(target, name)) }));
  });
  return steps;
}

function stepsOf(node: Node): PlanStep[] {
  const read = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  const own = { type: node['Node Type'], index: node['Index Name'] ?? '', asked: node['Index Cond'] ?? '', read };
  return [own, ...(node.Plans ?? []).flatMap(stepsOf)];
}
