import { z } from 'zod';

/** How something stands, as every page draws it with a color and a mark. */
export const tone = z.enum(['good', 'note', 'bad', 'wait', 'warn']);
