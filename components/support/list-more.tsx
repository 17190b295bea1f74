'use client';
import { mostRows, pageRows } from './list-query';

interface MoreProps {
  /** Rows that are wanted so far. */
  readonly rows: number;
  /** Whether there are more behind them. */
  readonly isMore: boolean;
  /** How many there are, in words. */
  readonly words: string;
  readonly load: (rows: number) => void;
}

/** Below a list: more of it, as far as a page carries them, and how many there are. */
export function ListMore({ rows, isMore, words, load }: MoreProps) {
  const isFull = isMore && rows >= mostRows;
  return (
    <div className="s-more">
      {isMore && !isFull ? (
        <button type="button" className="s-btn" onClick={() => load(rows + pageRows)}>
          Load {pageRows} more
        </button>
      ) : null}
      <span className="s-sub">
        {words}
        {isFull ? `. These are the first ${mostRows}: narrow the list or export it to see the others.` : ''}
      </span>
    </div>
  );
}
