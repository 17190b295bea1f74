'use client';
import { useState } from 'react';
import { Icon } from '../ui/icon';

/** One meaning and all codes that have it. */
export interface Meaning {
  readonly title: string;
  readonly codes: readonly string[];
}
export interface CodeFamily {
  readonly key: string;
  readonly title: string;
  readonly meanings: readonly Meaning[];
}

/** Families with the meanings whose title or codes hold every word of the search. "AADSTS 90094" finds AADSTS90094, too. */
export function searchCodes(families: readonly CodeFamily[], search: string): readonly CodeFamily[] {
  const words = search
    .toLowerCase()
    .replace(/aadsts[\s:]+/g, 'aadsts')
    .split(/\s+/);
  const matches = ({ codes, title }: Meaning) => {
    const text = [title, ...codes].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return families
    .map((family) => ({ ...family, meanings: family.meanings.filter(matches) }))
    .filter((family) => family.meanings.length > 0);
}

/** All codes by family, with a search field; Enter opens the page of what was typed, also of a code that is not in the list. */
export function CodeSearch({ families }: { families: readonly CodeFamily[] }) {
  const [search, setSearch] = useState('');
  const shown = searchCodes(families, search.trim());
  const open = () => search.trim() && window.location.assign(`/errors/${encodeURIComponent(search.trim().slice(0, 200))}`);
  return (
    <>
      <form
        className="field mt-8 max-w-lg"
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <Icon name="search" small />
        <label className="vh" htmlFor="code">
          Code or word
        </label>
        <input
          id="code"
          type="search"
          placeholder="A code or a word, for example AADSTS90094"
          autoComplete="off"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <button type="submit" className="btn btn-link">
          Explain
        </button>
      </form>
      <p className="vh" role="status">
        {search.trim() === '' ? '' : `${shown.reduce((sum, family) => sum + family.meanings.length, 0)} meanings match`}
      </p>
      {shown.map((family) => (
        <Family key={family.key} family={family} />
      ))}
      {shown.length === 0 ? (
        <div className="card empty mt-8">
          <Icon name="search" />
          <b>No code matches</b>
          <p>Press Explain to look it up, or try a shorter word.</p>
        </div>
      ) : null}
    </>
  );
}

function Family({ family }: { family: CodeFamily }) {
  return (
    <section className="mt-10">
      <h2>{family.title}</h2>
      <ul className="card split mt-4">
        {family.meanings.map(({ title, codes }) => (
          <li key={title} className="code-row">
            <span>{title}</span>
            <span className="codes">
              {codes.map((code) => (
                <a key={code} href={`/errors/${encodeURIComponent(code)}`}>
                  <code>{code}</code>
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
