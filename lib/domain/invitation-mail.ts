import { type Expected, expectedName } from './expected';

/** The text with which a link is sent: whom it is for, what it does, until when. */
export function invitationMail(
  invitation: { readonly customer: string; readonly expected: Expected; readonly expiresAt: Date },
  link: string,
) {
  const { customer, expected, expiresAt } = invitation;
  const until = `${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const body = [
    'Hello,',
    '',
    `with this link an administrator of ${customer} connects Microsoft Defender to FortifyData. It takes a few minutes and five clicks;`,
    'nobody sees or copies a secret.',
    '',
    link,
    '',
    `The link works once, until ${until}, and for ${expectedName(expected)} alone. Whoever opens it needs to sign in with a work`,
    'account that may register applications. A Global Administrator or a Privileged Role Administrator approves; that may be a colleague.',
    '',
    'Please do not forward it outside of your organization. If it has ended, reply to this mail and we send a new one.',
    '',
    'FortifyData Support',
  ];
  return { subject: `Connect Microsoft Defender to FortifyData: your link for ${customer}`, body: body.join('\n') };
}
