const dayMs = 86_400_000;

/** Whole days between two times. */
export const daysBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / dayMs);

/** How many days before its end a key is to be renewed: a month, less for keys that live only some months. */
export const renewalLeadDays = (lifeDays: number): number => Math.min(30, Math.ceil(lifeDays / 4));

/** The day by which a key is to be renewed. */
export function renewBy({ startsAt, expiresAt }: { readonly startsAt: Date; readonly expiresAt: Date }): Date {
  return new Date(expiresAt.getTime() - renewalLeadDays(daysBetween(startsAt, expiresAt)) * dayMs);
}
