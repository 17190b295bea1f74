import { daysBetween, renewalLeadDays, renewBy } from './renewal';

export interface ExpiryCalendarInput {
  /** Name of the organization, as Graph gives it. */
  readonly organization: string;
  /** Beginning of the key's life: how far ahead one is reminded depends on its length. */
  readonly startsAt: Date;
  readonly expiresAt: Date;
  /** True when a policy of the organization has made the life shorter than usual. */
  readonly isLimited: boolean;
  /** Id of the key: the event keeps its identity when the file is downloaded again. */
  readonly keyId: string;
  /** Address of this portal. */
  readonly url: string;
  readonly now: Date;
}

const dayMs = 86_400_000;
const longestLine = 75;

/**
 * A calendar file with one all-day event that reminds of the key's end, 30 days ahead or, for a short life, a quarter of it; with an alarm
 * 7 days before the event. For a key that has less time left, the event is today.
 * @returns an iCalendar object (RFC 5545): CRLF, lines folded at 75 octets
 */
export function expiryCalendar(input: ExpiryCalendarInput): string {
  const day = new Date(Math.max(renewBy(input).getTime(), input.now.getTime()));
  const summary = 'Renew the FortifyData key for Microsoft Defender';
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//FortifyData//Defender Connect//EN',
    'CALSCALE:GREGORIAN',
    'BEGIN:VEVENT',
    `UID:fortifydata-key-${uri(input.keyId)}@defender-connect`,
    `DTSTAMP:${utcTime(input.now)}`,
    `DTSTART;VALUE=DATE:${utcDay(day)}`,
    `DTEND;VALUE=DATE:${utcDay(new Date(day.getTime() + dayMs))}`,
    `SUMMARY:${text(summary)}`,
    `DESCRIPTION:${text(description(input))}`,
    `URL:${uri(input.url)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${text(summary)}`,
    `TRIGGER:-P${alarmDays(input)}D`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** A week before the event; a day for a key that lives some weeks. */
const alarmDays = ({ startsAt, expiresAt }: ExpiryCalendarInput): number =>
  renewalLeadDays(daysBetween(startsAt, expiresAt)) < 30 ? 1 : 7;

function description({ organization, startsAt, expiresAt, isLimited, keyId, url }: ExpiryCalendarInput): string {
  const date = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(expiresAt);
  const end = `The key with which FortifyData reads Microsoft Defender data of ${organization} expires on ${date} (UTC).`;
  const why = isLimited ? ` It is valid for ${daysBetween(startsAt, expiresAt)} days, because a policy of the organization limits it.` : '';
  return `${end}${why} From then on FortifyData reads nothing there.\nContact FortifyData or open ${url}\nKey ID: ${keyId}`;
}

/** 20281123T140412Z (RFC 5545, 3.3.5, form 2). */
const utcTime = (date: Date) => `${date.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

const utcDay = (date: Date) => date.toISOString().slice(0, 10).replaceAll('-', '');

/** Escapes a TEXT value (RFC 5545, 3.3.11): a name from a directory must not be able to begin a line of its own. */
function text(value: string): string {
  return value
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n|\u0085|\u2028|\u2029/g, '\\n')
    .replace(/\p{Cc}/gu, '');
}

/** A URI or an id stands unescaped; what could end the line is taken out. */
const uri = (value: string) => value.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]/gu, '');

/** Folds a line so that no part has more than 75 octets of UTF-8 and no character is cut (RFC 5545, 3.1). */
function fold(line: string): string {
  let folded = '';
  let length = 0;
  for (const character of line) {
    const octets = utf8Length(character.codePointAt(0) ?? 0);
    if (length + octets > longestLine) {
      folded += '\r\n ';
      length = 1;
    }
    folded += character;
    length += octets;
  }
  return folded;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
