/** A consent return that Microsoft never sent: its query, and whose browser brings it. */
export interface Forgery {
  readonly query: string;
  readonly by: 'admin' | 'stranger' | 'nobody';
}

interface Known {
  /** The state of the admin's own departure, which a forger may have seen. */
  readonly real: string;
  /** The state of another organization's departure. */
  readonly foreign: string;
  readonly tenantId: string;
}

/** What the query says besides its state: success in many forms, refusals, and things that are neither. */
const claims = [
  '',
  'admin_consent=True',
  'admin_consent=true&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default',
  'admin_consent=True&admin_consent=True',
  'code=abc&session_state=1',
  'error=access_denied',
  'error=access_denied&error_subcode=cancel&error_description=AADSTS65004%3A+declined',
  'error=consent_required&admin_consent=True',
  'error=server_error&error_description=AADSTS90094%3A+x',
  'error=%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  'error=__proto__&admin_consent=True',
  `error_description=${'a'.repeat(3000)}&admin_consent=True`,
] as const;

/** States that are not the one state of this session's departure, said once. */
const wrongStates = ({ real, foreign }: Known): readonly string[] => [
  'state=',
  `state=${'x'.repeat(43)}`,
  `state=${foreign}`,
  `state=${real}&state=${real}`,
  `state=${real}%00`,
  `state=${real.slice(0, -1)}`,
  `state=%20${real}`,
  `State=${real}`,
  `state[]=${real}`,
];

/** More than 60 returns, all of which a portal that trusted its callback might believe. */
export function forgeries(known: Known): readonly Forgery[] {
  const states = wrongStates(known);
  const tenant = `tenant=${known.tenantId}`;
  const byAdmin = claims.flatMap((claim, index) =>
    [0, 1, 2, 3].map((step): Forgery => ({ query: `${claim}&${states[(index + step * 2) % states.length]}&${tenant}`, by: 'admin' })),
  );
  // the right state is worth nothing in any other browser
  const byOthers = claims.flatMap((claim): Forgery[] => [
    { query: `${claim}&state=${known.real}&${tenant}`, by: 'stranger' },
    { query: `${claim}&state=${known.real}&${tenant}`, by: 'nobody' },
  ]);
  return [...byAdmin, ...byOthers];
}
