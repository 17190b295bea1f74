import { PortalError } from '@/lib/error';
import { problemAnswer } from '@/lib/web/answer';

const nothingHere = () => problemAnswer(new PortalError('not-found', 'no such route'));

/** Everything under /api that is no route answers 404 as the routes themselves do. */
export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT };
