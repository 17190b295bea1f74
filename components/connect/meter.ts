import { formatSeconds } from '../time';

export interface MeterScale {
  /** End of the scale in seconds. */
  readonly end: number;
  readonly marks: readonly { readonly at: number; readonly label: string }[];
}

/**
 * Scale of a wait meter: 0, end of the usual range, two thirds and the end. Grows when the wait outlasts it, so that the bar is
 * never full while we still wait.
 * @param wait usual range and planned end, in seconds
 */
export function meterScale({ usualTo, planned, elapsed }: { usualTo: number; planned: number; elapsed: number }): MeterScale {
  const end = elapsed < planned ? planned : Math.ceil((elapsed * 1.25) / 60) * 60;
  const twoThirds = Math.round((end * 2) / 3);
  const near = (a: number, b: number) => Math.abs(a - b) < end * 0.14;
  const between = [usualTo, ...(near(usualTo, twoThirds) ? [] : [twoThirds])]
    .filter((at) => !near(at, end) && !near(at, 0))
    .sort((a, b) => a - b);
  return { end, marks: [0, ...between, end].map((at) => ({ at, label: at === 0 ? '0' : markLabel(at) })) };
}

/** "Usually 5 to 40 s. We look again every 3 s.", or that it takes longer. */
export function meterSentence(wait: { usualFrom: number; usualTo: number; lookEvery: number | null }, elapsed: number): string {
  const range = `${wait.usualFrom} to ${markLabel(wait.usualTo)}`;
  const usual = elapsed > wait.usualTo ? `Longer than the usual ${range}.` : `Usually ${range}.`;
  return wait.lookEvery === null ? `${usual} We try again by ourselves.` : `${usual} We look again every ${markLabel(wait.lookEvery)}.`;
}

const markLabel = (seconds: number) => (seconds <= 90 ? `${seconds} s` : formatSeconds(seconds));
