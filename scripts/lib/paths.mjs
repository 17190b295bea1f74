// Places in the project, for the scripts.
import path from 'node:path';

export const root = path.join(import.meta.dirname, '../..');
export const inRoot = (...parts) => path.join(root, ...parts);
export const standalone = inRoot('.next/standalone');
