const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const two = (value: number) => String(value).padStart(2, '0');

/** "0.4 s" below ten seconds, "23 s" below a minute, "1 min 52 s" above. Takes milliseconds. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 9.95) return `${trim(Math.max(seconds, 0.1).toFixed(1))} s`;
  return formatSeconds(Math.round(seconds));
}

/** Whole seconds, for clocks that tick: "0 s", "23 s", "1 min 52 s", "3 min". */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** "22 November 2028" in UTC. Takes an ISO text. */
export function formatDate(iso: string): string {
  const date = new Date(iso);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "23 November 2026, 14:04:51 UTC": for receipts, the same for every reader. */
export function formatMoment(iso: string): string {
  const date = new Date(iso);
  return `${formatDate(iso)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} UTC`;
}

/** Hours and minutes, with seconds on wish, in the reader's time zone or in UTC. */
export function formatClock(iso: string, { utc, seconds }: { utc: boolean; seconds: boolean }): string {
  const date = new Date(iso);
  const [h, m, s] = utc
    ? [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]
    : [date.getHours(), date.getMinutes(), date.getSeconds()];
  return seconds ? `${two(h)}:${two(m)}:${two(s)}` : `${two(h)}:${two(m)}`;
}

/** "just now", "4 min ago", "3 hours ago", "2 days ago". */
export function formatAgo(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return hours === 1 ? '1 hour ago' : `${hours} hours ago`;
  const days = Math.floor(hours / 24);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

const trim = (text: string) => text.replace(/\.0$/, '');
