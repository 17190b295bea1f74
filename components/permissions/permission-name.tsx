import { Fragment } from 'react';

/** A permission's name in mono; it may break after a dot, so that the longest fits on 320 px. */
export function PermissionName({ value }: { value: string }) {
  const parts = value.split('.');
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name never move
    <Fragment key={index}>
      {part}
      {index < parts.length - 1 ? (
        <>
          .<wbr />
        </>
      ) : null}
    </Fragment>
  ));
}
