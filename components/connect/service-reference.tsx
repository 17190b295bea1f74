import { serviceReferenceFrom } from '@/lib/domain/service-reference';
import type { ScreenProps } from './screen';
import { TextForm } from './text-form';

/** The organization wants a service reference on each new app: the one thing that only the admin can know. */
export function ServiceReference({ pending, press, label }: Pick<ScreenProps, 'pending' | 'press'> & { label: string }) {
  return (
    <TextForm
      label="Service reference"
      hint="As your service management knows it, for example a service ID. It is written into the app."
      send={label}
      sending="Going on"
      busy={pending === 'service-reference'}
      fault={(text) => (serviceReferenceFrom(text) === null ? 'Enter the reference: one line of up to 256 characters.' : null)}
      onSend={(reference) => press({ kind: 'service-reference', body: { reference } })}
    />
  );
}
