const answers: readonly (readonly [string, string])[] = [
  [
    'Who can see the secret?',
    'Nobody. It is encrypted to FortifyData’s public key in the same moment in which Microsoft makes it. It is never shown, mailed, logged or stored in the clear, and support staff cannot open it.',
  ],
  [
    'Can the app be used by another organization?',
    'No. It is registered in your own organization, for your organization only, and its important settings are locked against change.',
  ],
  [
    'What can the setup change?',
    'It creates one app, its service principal, Microsoft’s own entries for Defender where they are missing, and one key. Nothing else. The administrator sees this list before anything is written.',
  ],
  ['Does it read mail?', 'No permission opens mailboxes. Hunting and email findings show sender, recipient and subject of messages.'],
  [
    'How is it undone?',
    'Delete the app in Microsoft Entra. It gets no new access from then on; tokens already given out end within about an hour.',
  ],
  ['How long is the key valid?', '730 days, or less where your policy says so. After that FortifyData can read nothing.'],
];

/** The questions that reviewers ask first. */
export function ShortAnswers() {
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Short answers</h2>
      </div>
      <dl className="card pad-l grid gap-x-12 gap-y-6 md:grid-cols-2">
        {answers.map(([question, answer]) => (
          <div key={question}>
            <dt className="mb-1 text-head font-semibold">{question}</dt>
            <dd className="soft">{answer}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
