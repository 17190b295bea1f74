/** Real time is what the machine says; the process under test, its database and the practice cloud live `shiftMs` ahead of it. */
const RealDate = Date;
let shiftMs = 0;

/**
 * Lets minutes pass at once: every clock of this process goes by the shift, whoever reads it, so the product needs no hook for it.
 * Timers keep real time.
 */
export function installClock(): void {
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length > 0 ? args : [RealDate.now() + shiftMs], newTarget),
    get: (target, key) => (key === 'now' ? () => RealDate.now() + shiftMs : Reflect.get(target, key)),
  });
}

/** Sets how far ahead this process lives. */
export function setShift(milliseconds: number): void {
  shiftMs = milliseconds;
}

/** A time told by a process that lives in real time, such as a sealer. */
export const shifted = (date: Date): Date => new RealDate(date.getTime() + shiftMs);

/** A time told to such a process. */
export const unshifted = (date: Date): Date => new RealDate(date.getTime() - shiftMs);
