import type { ReactNode } from 'react';
import type { IconName } from './icon';

/** Drawings of the icons on a 24 px grid; stroke and size come from `.i`. */
const drawings: Record<IconName, ReactNode> = {
  check: <path d="M5 12.5l4.5 4.5L19 7.5" />,
  minus: <path d="M6 12h12" />,
  x: <path d="M6.5 6.5l11 11M17.5 6.5l-11 11" />,
  info: <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 11v5.5M12 7.6v.1" />,
  warn: <path d="M12 3.8 21 19.5H3zM12 10v4.4M12 17v.1" />,
  stop: <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.8v5M12 16.2v.1" />,
  clock: <path d="M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 7v5.2l3.4 2" />,
  chev: <path d="M9 5.5l6.5 6.5L9 18.5" />,
  search: <path d="M10.8 4.5a6.3 6.3 0 1 1 0 12.6 6.3 6.3 0 0 1 0-12.6M15.6 15.6 20 20" />,
  down: <path d="M12 4v11M7 10.5l5 5 5-5M5 20h14" />,
  loop: <path d="M20 12a8 8 0 1 1-2.4-5.7M20 3.5V8h-4.5" />,
  mail: <path d="M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2M3.5 7l8.5 6 8.5-6" />,
  user: <path d="M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8M4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6" />,
  shield: <path d="M12 3l7.5 2.8v5.7c0 4.7-3.2 8-7.5 9.5-4.3-1.5-7.5-4.8-7.5-9.5V5.8zM8.7 12l2.4 2.4 4.3-4.6" />,
  lock: <path d="M7 10.5h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2M8 10.5V8a4 4 0 0 1 8 0v2.5" />,
  copy: (
    <path d="M10.5 8.500H18a2 2 0 0 1 2 2V18a2 2 0 0 1-2 2h-7.5a2 2 0 0 1-2-2v-7.5a2 2 0 0 1 2-2M15.5 5.500A1.5 1.5 0 0 0 14 4H5.500A1.5 1.5 0 0 0 4 5.500V14a1.5 1.5 0 0 0 1.5 1.5" />
  ),
  key: <path d="M8 11.300a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.400M11 12.5 19.5 4M15.5 8l3 3" />,
  cal: <path d="M5.5 5h13a2 2 0 0 1 2 2v11.500a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2M3.5 10h17M8 3v4M16 3v4" />,
  print: <path d="M7 9V3.500h10V9M7 17H3.500V9h17v8H17M7 14h10v6.500H7z" />,
};

/** All icons, once per page, so that each use is a few bytes. */
export function IconSprite() {
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
