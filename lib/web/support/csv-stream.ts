import { type CsvCell, csvRows } from '../../domain/csv';
import { log } from '../../log';

/** A CSV file that is sent while it is read: the memory holds one page, whatever the number of rows. */
export function csvStream(name: string, header: readonly string[], pages: AsyncGenerator<readonly (readonly CsvCell[])[]>): Response {
  const encoder = new TextEncoder();
  let begun = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await pages.next();
        const head = begun ? [] : [header];
        begun = true;
        const text = csvRows([...head, ...(value ?? [])]);
        if (text !== '') controller.enqueue(encoder.encode(text));
        if (done) controller.close();
      } catch (error) {
        // the status is sent already: a file that breaks off must not look whole
        log.error('export-broke-off', { error });
        controller.error(error);
      }
    },
    cancel: async () => void (await pages.return(undefined)),
  });
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="${name}"`,
  };
  return new Response(body, { headers });
}
