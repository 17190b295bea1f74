/** Mark and name, leading to the start page. */
export function Brand() {
  return (
    <a className="brand" href="/">
      <svg viewBox="0 0 28 28" aria-hidden="true">
        <rect width="28" height="28" rx="8" fill="var(--accent)" />
        <path d="M10.2 17.8 17.8 10.2" stroke="var(--accent-ink)" strokeWidth="2.2" strokeLinecap="round" />
        <circle cx="9" cy="19" r="3.1" fill="none" stroke="var(--accent-ink)" strokeWidth="2.2" />
        <circle cx="19" cy="9" r="3.1" fill="var(--accent-ink)" />
      </svg>
      <span>FortifyData</span>
      <span className="sub">Defender Connect</span>
    </a>
  );
}
