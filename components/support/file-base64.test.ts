import { expect, test } from 'vitest';
import { fileBase64 } from './file-base64';

test('a file is sent byte by byte as it is', async () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => (index * 7) % 256);
  expect(Buffer.from((await fileBase64(new Blob([bytes]))) ?? '', 'base64').equals(Buffer.from(bytes))).toBe(true);
});

test('a file that another program keeps is told, not waited for', async () => {
  expect(await fileBase64({ arrayBuffer: () => Promise.reject(new DOMException('locked', 'NotReadableError')) })).toBeNull();
});
