const dayMs = 86_400_000;

/** Whole days between two times. */
export const daysBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / dayMs);

/** How many days before its end a key is to be renewed: a month, less for keys that live only some months. */
export const renewalLeadDays = (lifeDays: number): number => Math.min(30, Math.ceil(lifeDays / 4));

/**
 * How many days before its end a key counts as ending soon, on the customer's page and for support: two months, a third of a short life,
 * which is no fault.
 */
export const endingDays = (lifeDays: number): number => Math.min(60, lifeDays / 3);

/** From when on a key counts as ending soon. */
export function endsSoonFrom({ startsAt, expiresAt }: { readonly startsAt: Date; readonly expiresAt: Date }): Date {
  return new Date(expiresAt.getTime() - endingDays(daysBetween(startsAt, expiresAt)) * dayMs);
}

/** The day by which a key is to be renewed. */
export function renewBy({ startsAt, expiresAt }: { readonly startsAt: Date; readonly expiresAt: Date }): Date {
  return new Date(expiresAt.getTime() - renewalLeadDays(daysBetween(startsAt, expiresAt)) * dayMs);
}
