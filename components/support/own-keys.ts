/** Whether what has the focus, or something around it, fits a selector of CSS. */
type Within = (selector: string) => boolean;

/** What somebody writes in, chooses from, or was asked in: every key is its own. */
const fields = 'input, select, textarea, [contenteditable], dialog';
/** What is pressed with the keyboard. */
const pressed = 'a, button, summary, [role=button], [role=link]';
const presses: readonly string[] = ['Enter', ' '];

/** Whether a key has a meaning of its own where the focus is: then the page leaves it alone (WCAG 2.1.1). */
export const isOwnKey = (key: string, within: Within): boolean => within(fields) || (presses.includes(key) && within(pressed));
