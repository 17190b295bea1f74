import type { Entry } from './tenant.test-support';

/** Which intents a write at Microsoft may come from. */
const intentsOf: readonly { readonly request: RegExp; readonly changes: readonly string[] }[] = [
  {
    request: /^PATCH \/v1\.0\/applications/,
    // Graph has no removal of a certificate but the writing of a list without it
    changes: [
      'createApplication',
      'updateApplication',
      'adoptApplication',
      'addCertificate',
      'removeCredential',
      'removeForeignCredential',
    ],
  },
  { request: /^PATCH \/v1\.0\/servicePrincipals/, changes: ['createServicePrincipal', 'createResourcePrincipal'] },
  { request: /^POST \/v1\.0\/applications.*\/addPassword$/, changes: ['mintCredential'] },
  { request: /^POST \/v1\.0\/applications.*\/removePassword$/, changes: ['removeCredential', 'removeForeignCredential'] },
];

/** Kinds of writes in the journal of which there are more than intents in ours, and writes that fit no kind. */
export function missingIntents(journal: readonly Entry[], operations: readonly { readonly change: string }[]): string[] {
  const writes = journal
    .filter(({ service, write, browser }) => service === 'graph' && write && !browser)
    .map(({ method, path }) => `${method} ${path}`);
  const unknown = writes.filter((write) => !intentsOf.some(({ request }) => request.test(write)));
  const missing = intentsOf.flatMap(({ request, changes }) => {
    const effects = writes.filter((write) => request.test(write)).length;
    const intents = operations.filter(({ change }) => changes.includes(change)).length;
    return effects > intents ? [`${effects - intents} of ${effects} ${changes.join(' or ')}`] : [];
  });
  return [...unknown, ...missing];
}
