import { describe, expect, it } from 'vitest';
import { expiryCalendar } from './calendar';

const input = {
  organization: 'Contoso Ltd',
  startsAt: new Date('2026-11-23T14:04:12Z'),
  expiresAt: new Date('2028-11-22T14:04:12Z'),
  isLimited: false,
  keyId: '5f2b1c9e-0d7a-4a2e-9b0f-6f3f3c1c2a11',
  url: 'https://connect.fortifydata.example/connect',
  now: new Date('2026-11-23T14:10:00Z'),
};

const octets = (line: string) => new TextEncoder().encode(line).length;
const unfold = (file: string) => file.replaceAll('\r\n ', '').split('\r\n');
const value = (file: string, name: string) =>
  unfold(file)
    .find((line) => line.startsWith(name))
    ?.slice(name.length + 1);

describe('the calendar file', () => {
  it('is one all-day event 30 days before the key ends, with an alarm 7 days before the event', () => {
    expect(unfold(expiryCalendar(input))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//FortifyData//Defender Connect//EN',
      'CALSCALE:GREGORIAN',
      'BEGIN:VEVENT',
      'UID:fortifydata-key-5f2b1c9e-0d7a-4a2e-9b0f-6f3f3c1c2a11@defender-connect',
      'DTSTAMP:20261123T141000Z',
      'DTSTART;VALUE=DATE:20281023',
      'DTEND;VALUE=DATE:20281024',
      'SUMMARY:Renew the FortifyData key for Microsoft Defender',
      'DESCRIPTION:The key with which FortifyData reads Microsoft Defender data of Contoso Ltd expires on November 22\\, 2028 (UTC). From then on FortifyData reads nothing there.\\nContact FortifyData or open https://connect.fortifydata.example/connect\\nKey ID: 5f2b1c9e-0d7a-4a2e-9b0f-6f3f3c1c2a11',
      'URL:https://connect.fortifydata.example/connect',
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:Renew the FortifyData key for Microsoft Defender',
      'TRIGGER:-P7D',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('keeps the identity of the event when it is downloaded again later', () => {
    const later = expiryCalendar({ ...input, now: new Date('2027-05-01T00:00:00Z') });
    expect(value(later, 'UID')).toBe(value(expiryCalendar(input), 'UID'));
    expect(value(later, 'DTSTAMP')).toBe('20270501T000000Z');
  });

  it('puts the event on today when less than 30 days are left', () => {
    const file = expiryCalendar({ ...input, now: new Date('2028-11-10T08:00:00Z') });
    expect(value(file, 'DTSTART;VALUE=DATE')).toBe('20281110');
  });

  it('reminds of a short life a quarter ahead, and says that a policy made it short', () => {
    const startsAt = new Date('2026-11-23T14:04:12Z');
    const ending = (days: number) => ({ ...input, startsAt, expiresAt: new Date(startsAt.getTime() + days * 86_400_000), isLimited: true });
    expect(value(expiryCalendar(ending(60)), 'DTSTART;VALUE=DATE')).toBe('20270107');
    expect(value(expiryCalendar(ending(60)), 'TRIGGER')).toBe('-P1D');
    expect(value(expiryCalendar(ending(180)), 'DTSTART;VALUE=DATE')).toBe('20270422');
    expect(value(expiryCalendar(ending(180)), 'DESCRIPTION')).toContain(
      'valid for 180 days\\, because a policy of the organization limits it.',
    );
  });

  it.each(['a', 'ü', '微', '🛡'])('folds at 75 octets and cuts no character, with a name made of %s', (character) => {
    for (let length = 1; length <= 90; length += 1) {
      const organization = character.repeat(length);
      const file = expiryCalendar({ ...input, organization });
      expect(Math.max(...file.split('\r\n').map(octets))).toBeLessThanOrEqual(75);
      expect(value(file, 'DESCRIPTION')).toContain(`of ${organization} expires`);
    }
  });

  it('uses the whole line before it folds', () => {
    expect(Math.max(...expiryCalendar(input).split('\r\n').map(octets))).toBe(75);
  });

  it('does not let a name begin a line, end a value or hide a control character', () => {
    const organization = 'Evil; Co, \\ Ltd\r\nBEGIN:VALARM\nATTENDEE:x\u2028y\u0007z';
    const file = expiryCalendar({ ...input, organization, url: 'https://x.example/\r\nBEGIN:VEVENT' });
    expect(value(file, 'DESCRIPTION')).toContain('Evil\\; Co\\, \\\\ Ltd\\nBEGIN:VALARM\\nATTENDEE:x\\nyz expires');
    expect(unfold(file).filter((line) => line === 'BEGIN:VALARM')).toHaveLength(1);
    expect(unfold(file).filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});
