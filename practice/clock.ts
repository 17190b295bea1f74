/** The practice cloud's clock; control may shift it to let secrets and tokens expire. */
export class Clock {
  offsetSeconds = 0;

  /** Milliseconds since 1970 in practice time. */
  now(): number {
    return Date.now() + this.offsetSeconds * 1000;
  }

  /** Whole seconds, as tokens carry them (RFC 7519 NumericDate). */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** Graph's form of a time: seconds without fraction. */
  stamp(): string {
    return `${new Date(this.now()).toISOString().slice(0, 19)}Z`;
  }
}
