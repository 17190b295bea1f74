/** A person's initials; a dash for nobody. The name is the tooltip and what is read out. */
export function Face({ name }: { name: string | null }) {
  if (name === null)
    return (
      <span className="s-face" data-none title="No owner">
        <span aria-hidden="true">–</span>
        <span className="vh">No owner</span>
      </span>
    );
  return (
    <span className="s-face" title={name}>
      <span aria-hidden="true">{initials(name)}</span>
      <span className="vh">{name}</span>
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('') || '?';
}
