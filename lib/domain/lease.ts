/**
 * Seconds that a lease lasts after its holder's last sign of life: whoever waits for a killed process waits no longer. Longer than a
 * transaction may take (10 s) and a sign besides, so that a slow database does not end the lease of whoever has just taken it.
 */
export const leaseSeconds = 15;
