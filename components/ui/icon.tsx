export const iconNames = [
  'check',
  'minus',
  'x',
  'info',
  'warn',
  'stop',
  'clock',
  'chev',
  'search',
  'down',
  'loop',
  'mail',
  'user',
  'shield',
  'lock',
  'copy',
  'key',
  'cal',
  'print',
] as const;
export type IconName = (typeof iconNames)[number];

/**
 * A line icon from the page's sprite (`IconSprite`). Always beside words: it is hidden from screen readers.
 * @param props.small 16 px instead of 20
 */
export function Icon({ name, small = false, className = '' }: { name: IconName; small?: boolean; className?: string }) {
  return (
    <svg className={`i ${small ? 'i-s ' : ''}${className}`} viewBox="0 0 24 24" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}
