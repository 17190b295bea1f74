import { Icon } from '../ui/icon';

/** Name of the staff's pages, leading to the list. */
export function StaffBrand() {
  return (
    <a className="s-brand" href="/support">
      <Icon name="shield" />
      Defender Connect <span>Support</span>
    </a>
  );
}
