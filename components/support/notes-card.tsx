'use client';
import { type FormEvent, useState } from 'react';
import type { CaseAnswer } from '@/lib/contract/staff';
import { Ago } from '../ui/clock';
import { Face } from './face';
import { RefusalLine } from './refusal-line';
import { useFrame } from './staff-frame';
import type { OpenCase } from './use-case';
import { useDraft } from './use-draft';

/** What staff wrote for each other. Notes are added, never changed. */
export function NotesCard({ found, opened }: { found: CaseAnswer; opened: OpenCase }) {
  const { me } = useFrame();
  const newestFirst = [...found.notes].reverse();
  return (
    <section className="s-card" aria-labelledby="notes">
      <header>
        <h2 id="notes">Notes</h2>
        <p className="s-end">staff only</p>
      </header>
      <div className="s-body">
        {me.mayManage ? <NoteForm caseId={found.row.id} opened={opened} /> : null}
        {newestFirst.length === 0 ? <p className="s-sub">No notes yet.</p> : null}
        {newestFirst.map((note) => (
          <div key={note.id} className="s-note">
            <Face name={note.by.name} />
            <div className="min-w-0">
              <p>{note.text}</p>
              <p className="s-meta">
                {note.by.name}, <Ago at={note.at} />
              </p>
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}

function NoteForm({ caseId, opened }: { caseId: string; opened: OpenCase }) {
  const [{ id, text }, setText] = useDraft(caseId);
  const [busy, setBusy] = useState(false);
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    if (busy || text.trim() === '') return;
    setBusy(true);
    if (await opened.write('notes', { id, text })) setText('');
    setBusy(false);
  };
  return (
    <form className="s-stack gap-2!" onSubmit={send}>
      <label className="vh" htmlFor="note-text">
        New note
      </label>
      <textarea
        id="note-text"
        className="s-field"
        rows={3}
        maxLength={4000}
        placeholder="Write a note. Never paste secrets or codes."
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      <div className="s-row">
        <button type="submit" className="s-btn" data-small aria-busy={busy}>
          Add note
        </button>
        <span className="s-hint s-end" aria-hidden="true">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </span>
      </div>
      <RefusalLine of={['notes']} opened={opened} />
    </form>
  );
}
