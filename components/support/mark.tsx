import type { ReactNode } from 'react';
import type { IconName } from '../ui/icon';

/** Icons that only the staff's pages use, on the same 24 px grid as the others. */
const drawings = {
  microsoft: <path d="M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z" />,
  drift: <path d="M4 8h14M14.5 4.500 18 8l-3.500 3.500M20 16H6M9.500 12.500 6 16l3.500 3.500" />,
  ended: <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M5.800 5.800l12.400 12.400" />,
  pulse: <path d="M3 12h4l3-7 4 14 3-7h4" />,
  flag: <path d="M6 21V4h12l-3 4.500 3 4.500H6" />,
  box: <path d="M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9" />,
  eye: <path d="M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12M12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6" />,
  offline: <path d="M3 9a14 14 0 0 1 18 0M6.500 13a9 9 0 0 1 11 0M10 17a3.500 3.500 0 0 1 4 0M4 3.500l16 17" />,
  inbox: <path d="M4 13l3-8h10l3 8v6H4zM4 13h5l1.500 2.500h3L15 13h5" />,
  todo: <path d="M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16" strokeDasharray="3.500 3.200" />,
  good: <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M8 12.300l2.800 2.700 5-5.500" />,
  link: (
    <path d="M10.200 13.800l3.600-3.600M11.200 7.200l2.600-2.600a3.900 3.900 0 0 1 5.600 5.600l-2.600 2.600M12.800 16.800l-2.600 2.600a3.900 3.900 0 0 1-5.600-5.600l2.600-2.600" />
  ),
  up: <path d="M12 19V5M6.500 10.500 12 5l5.500 5.500" />,
  fall: <path d="M12 5v14M6.500 13.500 12 19l5.500-5.500" />,
} as const satisfies Record<string, ReactNode>;

export type MarkName = keyof typeof drawings | IconName;

/** The staff's icons, once per page, beside the sprite of all pages. */
export function MarkSprite() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <defs>
        {Object.entries(drawings).map(([name, drawing]) => (
          <symbol key={name} id={`i-${name}`} viewBox="0 0 24 24">
            {drawing}
          </symbol>
        ))}
      </defs>
    </svg>
  );
}

/** A 16 px line icon, always beside words. */
export function Mark({ name }: { name: MarkName }) {
  return (
    <svg className="s-i" viewBox="0 0 24 24" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
