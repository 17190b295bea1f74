import type { ProblemView } from '@/lib/contract/connection';

/**
 * The words for a page that could not be made. They stand here and not in the list of problems, because they must be at hand in the
 * browser when the server is not.
 * @param digest number under which the server logged the fault
 */
export const pageFault = (digest: string | undefined): ProblemView => ({
  code: 'internal',
  badge: { tone: 'bad', text: 'Our fault' },
  title: 'This page could not be made',
  happened: 'Something is wrong on our side.',
  state: 'This page changes nothing. What was done before is kept.',
  who: 'FortifyData. You can try again.',
  next: 'Load the page again. If it stays, send the details to FortifyData.',
  action: null,
  details: digest ? [{ label: 'Reference', value: digest }] : [],
});
