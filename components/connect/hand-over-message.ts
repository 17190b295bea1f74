import { formatMoment } from '../time';

/** What a message to a colleague needs to know. */
export interface HandOverMessage {
  readonly organization: string;
  readonly domain: string;
  readonly link: string;
  readonly permissions: number;
  readonly expiresAt: string;
  /** Who asks. */
  readonly from: string;
}

export const handOverSubject = ({ organization }: Pick<HandOverMessage, 'organization'>): string =>
  `Approval needed: connect Microsoft Defender of ${organization} to FortifyData`;

/** A message ready to be sent: who asks, what is approved, which roles can, until when. */
export function handOverMessage(message: HandOverMessage): string {
  const { organization, domain, link, permissions, expiresAt, from } = message;
  return [
    'Hello,',
    `I am connecting Microsoft Defender of ${organization} to FortifyData. The app is created and can read nothing yet. Your approval is what is missing; it takes about a minute:`,
    link,
    `You need to be Global Administrator or Privileged Role Administrator. You sign in at Microsoft, see the ${permissions} permissions and press Accept on Microsoft’s page. Nothing has to be typed or copied.`,
    `All permissions, with the reason for each: ${new URL('/permissions', link).href}`,
    `The link is for one approval. It works only in the organization ${domain}, until ${formatMoment(expiresAt)}.`,
    from,
  ].join('\n\n');
}
