'use client';
import { Icon } from './icon';

/** Opens the browser's print window. */
export function PrintButton({ primary = false }: { primary?: boolean }) {
  return (
    <button type="button" className={`btn ${primary ? 'btn-primary' : 'btn-quiet'}`} onClick={() => window.print()}>
      <Icon name="print" small />
      Print
    </button>
  );
}
