import { describe, expect, it } from 'vitest';
import { handOverMessage } from './hand-over-message';

const text = handOverMessage({
  organization: 'Contoso Ltd',
  domain: 'contoso.example',
  link: 'https://connect.example.com/approve/abc',
  permissions: 61,
  expiresAt: '2026-12-04T14:00:00.000Z',
  from: 'Carla Stone',
});

describe('the message to a colleague', () => {
  it('says who asks, what is approved, which roles can, where it works, until when', () => {
    for (const part of [
      'Contoso Ltd',
      'contoso.example',
      '61 permissions',
      'Global Administrator or Privileged Role Administrator',
      '4 December 2026, 14:00:00 UTC',
      'https://connect.example.com/permissions',
    ])
      expect(text).toContain(part);
    expect(text.endsWith('Carla Stone')).toBe(true);
  });

  it('holds the link once, on a line of its own, so that a mail program does not break it', () => {
    expect(text.split('\n').filter((line) => line.includes('/approve/'))).toEqual(['https://connect.example.com/approve/abc']);
  });
});
