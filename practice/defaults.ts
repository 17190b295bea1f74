/**
 * Fixed identities of the practice cloud. They exist on no other cloud; the "secrets" open nothing outside this process
 * and are used only where the environment names none.
 */
export const defaults = {
  port: 4400,
  lagSeconds: 1.5,
  staffTenantId: '5b1d7f0e-93c4-4c1a-8f62-2a7e60d9c318',
  portalClientId: '9c2f4e71-6b0d-4d58-a3e7-15f08b6c92da',
  portalClientSecret: 'practice-only-portal-secret',
  portalRedirectUri: 'http://localhost:3000/api/auth/callback',
  staffClientId: 'e47a9b35-2d16-4f8c-9a01-7c53d8f1b640',
  staffRedirectUri: 'http://localhost:3000/support',
  platformClientId: '3f86c0d2-b75e-49a1-8d34-f0e912a7c56b',
  platformClientSecret: 'practice-only-platform-secret',
} as const;
