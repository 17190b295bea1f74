const atOnce = 0x8000;

/** A file as it is sent. @returns null where the browser may not read it: another program has it open, or it is gone */
export async function fileBase64(file: Pick<Blob, 'arrayBuffer'>): Promise<string | null> {
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  );
  if (!bytes) return null;
  let text = '';
  // in pieces: a call takes no million of arguments
  for (let at = 0; at < bytes.length; at += atOnce) text += String.fromCharCode(...bytes.subarray(at, at + atOnce));
  return btoa(text);
}
