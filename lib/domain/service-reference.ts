/** Graph takes no longer one. */
const longest = 256;

/**
 * A service reference as a person entered it, ready to be written into the app: one line of text.
 * @returns null for text that is none: empty, too long, or with control characters
 * @see https://learn.microsoft.com/graph/api/resources/application (serviceManagementReference)
 */
export function serviceReferenceFrom(text: string): string | null {
  const reference = text.trim().normalize('NFC');
  return reference.length > 0 && reference.length <= longest && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(reference) ? reference : null;
}
