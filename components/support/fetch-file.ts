import { fileWords } from './refusal-words';
import type { Staff } from './staff';
import { askPortal } from './staff-request';

/** Fetches a file whole. @returns it, or why it could not be had, in words; never throws */
export async function fetchFile(staff: Staff, path: string): Promise<{ readonly file: Blob } | { readonly fault: string }> {
  const answer = await askPortal<null>(staff, { path, file: true });
  if (answer.kind !== 'ok') return { fault: fileWords(answer) };
  try {
    return { file: await answer.response.blob() };
  } catch {
    // the portal breaks a file off that it cannot finish, so that half of it does not look whole
    return { fault: 'No file: it broke off on the way. Try again.' };
  }
}
