import { Icon } from './icon';

/** The permission list as files, made from the same manifest as the page. */
export function DownloadLinks({ small = false }: { small?: boolean }) {
  return ['csv', 'json'].map((format) => (
    <a key={format} className={`btn btn-quiet ${small ? 'btn-s' : ''}`} href={`/api/permissions.${format}`} download>
      <Icon name="down" small />
      {format.toUpperCase()}
    </a>
  ));
}
